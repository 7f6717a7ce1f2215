package io.levee.adapters.contract;

import io.levee.catalog.Api;
import io.levee.catalog.Description;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.Contracts;
import io.levee.rooms.gateway.Route;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Holds calls to the OpenAPI description of their API. A description is read at its first call, and each schema of it
/// when a call first needs it. Thread-safe.
public final class OpenApiContracts implements Contracts {
    private final Map<String, ApiContract> apis = new ConcurrentHashMap<>();

    @Override
    public Contract of(Route.Found route) {
        Api api = route.api();
        Optional<Description> description = api.description();
        if (description.isEmpty()) {
            return Contract.NONE;
        }
        ApiContract known = apis.get(api.name());
        if (known == null || !known.isOf(description.get())) {
            known = apis.compute(
                    api.name(),
                    (_, before) -> before != null && before.isOf(description.get())
                            ? before
                            : new ApiContract(description.get()));
        }
        return known.operation(route.declared());
    }
}
