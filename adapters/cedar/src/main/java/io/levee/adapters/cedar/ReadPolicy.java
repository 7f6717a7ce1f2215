package io.levee.adapters.cedar;

import com.cedarpolicy.model.policy.Policy;
import java.util.Set;

/// One policy, parsed. Compared by identity: the same object means that nothing about it changed.
final class ReadPolicy {
    private final String ref;
    private final String id;
    private final String why;
    private final PolicyScope scope;
    private final Set<Uid> named;
    private final Policy cedar;
    private final boolean forbids;
    private final boolean conditional;

    /// @param ref   `policies/warehouse.cedar#analysts-query`, as evidence names it
    /// @param id    its own `@id`, or empty
    /// @param why   its own `@why`, or `permits` or `forbids`
    /// @param named the entities that its text names, head and body
    /// @param forbids and not permits
    /// @param conditional whether anything but its head decides: a `when` or an `unless`
    ReadPolicy(
            String ref,
            String id,
            String why,
            PolicyScope scope,
            Set<Uid> named,
            Policy cedar,
            boolean forbids,
            boolean conditional) {
        this.ref = ref;
        this.id = id;
        this.why = why;
        this.scope = scope;
        this.named = Set.copyOf(named);
        this.cedar = cedar;
        this.forbids = forbids;
        this.conditional = conditional;
    }

    String ref() {
        return ref;
    }

    String id() {
        return id;
    }

    String why() {
        return why;
    }

    PolicyScope scope() {
        return scope;
    }

    Set<Uid> named() {
        return named;
    }

    Policy cedar() {
        return cedar;
    }

    boolean forbids() {
        return forbids;
    }

    boolean conditional() {
        return conditional;
    }
}
