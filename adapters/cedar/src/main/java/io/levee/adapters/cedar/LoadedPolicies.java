package io.levee.adapters.cedar;

import io.levee.adapters.cedar.language.CompiledPolicies;
import io.levee.adapters.cedar.language.Decision;
import io.levee.adapters.cedar.language.Situation;
import io.levee.consent.Hold;
import io.levee.facts.Evidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The policies of a folder, compiled, and what evidence says of each. Knows nothing of people or assets, so that a
/// revision which changes no policy keeps it. Immutable.
final class LoadedPolicies {
    private final List<ReadPolicy> policies;
    private final CompiledPolicies compiled;
    private final Map<String, Evidence> evidence = new HashMap<>();
    private final Map<String, Hold> holds = new HashMap<>();

    LoadedPolicies(List<ReadPolicy> policies) {
        this.policies = List.copyOf(policies);
        this.compiled =
                new CompiledPolicies(policies.stream().map(ReadPolicy::compiled).toList());
        policies.forEach(policy -> evidence.put(policy.ref(), new Evidence("policy", policy.ref(), policy.why())));
        policies.forEach(policy -> policy.hold().ifPresent(hold -> holds.put(policy.ref(), hold)));
    }

    List<ReadPolicy> policies() {
        return policies;
    }

    Decision decide(Situation situation) {
        return compiled.decide(situation);
    }

    /// The shortest hold of these policies.
    Optional<Hold> hold(List<String> refs) {
        if (holds.isEmpty()) {
            return Optional.empty();
        }
        return refs.stream()
                .flatMap(ref -> Optional.ofNullable(holds.get(ref)).stream())
                .min(Comparator.comparing(Hold::within));
    }

    /// What an answer says of these policies, in their order.
    List<Evidence> evidence(List<String> refs) {
        List<Evidence> all = new ArrayList<>(refs.size());
        for (String ref : refs) {
            all.add(Objects.requireNonNull(evidence.get(ref), ref));
        }
        return Collections.unmodifiableList(all);
    }
}
