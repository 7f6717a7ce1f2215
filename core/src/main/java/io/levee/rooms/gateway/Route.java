package io.levee.rooms.gateway;

import io.levee.catalog.Api;
import java.util.Set;

/// Where a target leads.
public sealed interface Route {
    record Found(Api api, Api.Operation operation) implements Route {}

    record ApiUnknown() implements Route {}

    /// A shadow call: the API is known, the path is not.
    record NotDeclared(Api api) implements Route {}

    /// A shadow call: the path is known, the method is not.
    record MethodNotDeclared(Api api, Set<String> declared) implements Route {}

    /// Two declared paths match and neither is more exact, so an upstream may choose either.
    record Ambiguous(Api api, String one, String other) implements Route {}

    /// The target was refused before it could be looked up.
    record Unreadable(GatewayRefusal refusal) implements Route {}
}
