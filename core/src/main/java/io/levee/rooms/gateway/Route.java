package io.levee.rooms.gateway;

import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Where a call leads.
public sealed interface Route {
    /// The operation, where the description declares one.
    default Optional<Api.Operation> operation() {
        return Optional.empty();
    }

    /// The operation, then what the call names by its parameters: all must be consented to.
    default List<AssetId> assets() {
        return operation().map(Api.Operation::asset).stream().toList();
    }

    /// @param named what the call names by its parameters, besides the operation; all of it is described
    record Found(Api api, Api.Operation declared, List<AssetId> named) implements Route {
        public Found {
            named = List.copyOf(named);
        }

        @Override
        public Optional<Api.Operation> operation() {
            return Optional.of(declared);
        }

        @Override
        public List<AssetId> assets() {
            return Stream.concat(Stream.of(declared.asset()), named.stream()).toList();
        }
    }

    /// The operation is declared, and what the call names by its parameters is not described.
    ///
    /// @param what the asset, or its template where the parameters do not make one
    record NotDescribed(Api api, Api.Operation declared, String what) implements Route {
        @Override
        public Optional<Api.Operation> operation() {
            return Optional.of(declared);
        }
    }

    record ApiUnknown() implements Route {}

    /// There is one of this name, behind another door.
    record OtherProtocol(Api api) implements Route {}

    /// A shadow call: the API is known, the path is not.
    record NotDeclared(Api api) implements Route {}

    /// A shadow call: the path is known, the method is not.
    record MethodNotDeclared(Api api, Set<String> declared) implements Route {}

    /// Two declared paths match and neither is more exact, so an upstream may choose either.
    record Ambiguous(Api api, String one, String other) implements Route {}

    /// The target was refused before it could be looked up.
    record Unreadable(GatewayRefusal refusal) implements Route {}
}
