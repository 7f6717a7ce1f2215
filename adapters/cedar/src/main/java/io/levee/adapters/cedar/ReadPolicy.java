package io.levee.adapters.cedar;

import com.cedarpolicy.model.policy.Policy;
import io.levee.adapters.cedar.language.CompiledPolicy;
import io.levee.adapters.cedar.language.Uid;
import io.levee.consent.Hold;
import java.util.Optional;
import java.util.Set;

/// One policy, parsed. Compared by identity: the same object means that nothing about it changed.
final class ReadPolicy {
    private final String id;
    private final String why;
    private final Set<Uid> named;
    private final Policy cedar;
    private final CompiledPolicy compiled;
    private final Optional<Hold> hold;

    /// @param id       its own `@id`, or empty
    /// @param why      its own `@why`, or `permits` or `forbids`
    /// @param named    the entities that its text names, head and body
    /// @param cedar    to be validated
    /// @param compiled to be asked
    /// @param hold     what it permits waits for a person
    ReadPolicy(String id, String why, Set<Uid> named, Policy cedar, CompiledPolicy compiled, Optional<Hold> hold) {
        this.id = id;
        this.why = why;
        this.named = Set.copyOf(named);
        this.cedar = cedar;
        this.compiled = compiled;
        this.hold = hold;
    }

    /// `policies/warehouse.cedar#analysts-query`, as evidence names it.
    String ref() {
        return compiled.ref();
    }

    String id() {
        return id;
    }

    String why() {
        return why;
    }

    Set<Uid> named() {
        return named;
    }

    Policy cedar() {
        return cedar;
    }

    Optional<Hold> hold() {
        return hold;
    }

    CompiledPolicy compiled() {
        return compiled;
    }
}
