package io.levee.catalog;

import io.levee.identity.TeamId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Something that can be called, as its description in the organisation declares it. What is not declared does not
/// exist.
///
/// @param name     the first path segment at the gateway: `/warehouse/…`
/// @param protocol how it is spoken to, and so through which door of the gateway
/// @param upstream where the gateway forwards to; of HTTP, path and query are appended to its path
/// @param description what calls and answers are held to; empty where there is nothing to hold them to
public record Api(
        String name,
        TeamId owner,
        Protocol protocol,
        URI upstream,
        List<Operation> operations,
        Optional<Description> description) {
    public Api {
        operations = List.copyOf(operations);
    }

    /// Without a description.
    public Api(String name, TeamId owner, Protocol protocol, URI upstream, List<Operation> operations) {
        this(name, owner, protocol, upstream, operations, Optional.empty());
    }

    /// Whether this is Levee itself, so that nothing is forwarded and nobody else describes its tools.
    public boolean isOwn() {
        return upstream.equals(OwnServer.HERE);
    }

    /// What is spoken. An API is reached through the door of its own protocol only: what one door checked says
    /// nothing about a request that another one would forward.
    public enum Protocol {
        HTTP,
        /// A server of the Model Context Protocol; each of its tools is an operation.
        MCP,
        /// A provider of models.
        MODEL
    }

    /// One thing that can be called.
    ///
    /// @param asset   `operation:api/operationId` or `tool:server/tool`, also present in the catalog
    /// @param method  upper case; `CALL` for a tool
    /// @param path    the template below the API, as in OpenAPI: `/queries/{id}/rows`; of a tool, `/tool`
    /// @param changes whether it may change something; from `x-levee-effect`, else from the method: all but
    ///                GET, HEAD, OPTIONS and TRACE may
    /// @param names   what a call names by its parameters: each of these assets must be described, and is asked
    ///                for like the operation itself
    /// @param approved of what a server describes by itself; empty where the organisation describes it
    public record Operation(
            AssetId asset,
            String method,
            String path,
            boolean changes,
            List<AssetTemplate> names,
            Optional<Approved> approved) {
        public Operation {
            names = List.copyOf(names);
        }

        /// Described by the organisation alone.
        public Operation(AssetId asset, String method, String path, boolean changes, List<AssetTemplate> names) {
            this(asset, method, path, changes, names, Optional.empty());
        }
    }

    /// What a person approved of something that its server describes: while the server says anything else, it is held.
    ///
    /// @param name   as the server knows it: a tool's or a prompt's name, a resource's URI or URI template
    /// @param digest `sha256:` and hex, of the description that was approved; empty where nobody looked yet
    public record Approved(String name, Optional<String> digest) {}
}
