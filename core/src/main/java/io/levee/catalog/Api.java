package io.levee.catalog;

import io.levee.identity.TeamId;
import java.net.URI;
import java.util.List;

/// An internal API as its OpenAPI description declares it. What is not declared does not exist.
///
/// @param name     the first path segment at the gateway: `/warehouse/…`
/// @param upstream where the gateway forwards to; path and query are appended to its path
public record Api(String name, TeamId owner, URI upstream, List<Operation> operations) {
    public Api {
        operations = List.copyOf(operations);
    }

    /// One thing that can be called.
    ///
    /// @param method  upper case
    /// @param path    the template below the API, as in OpenAPI: `/queries/{id}/rows`
    /// @param asset   `operation:api/operationId`, also present in the catalog
    /// @param changes whether it may change something; from `x-levee-effect`, else from the method: all but
    ///                GET, HEAD, OPTIONS and TRACE may
    public record Operation(AssetId asset, String method, String path, boolean changes) {}
}
