package io.levee.adapters.cedar.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Policies that decide. Immutable; knows no entities, so that whoever changes only those keeps it.
public final class CompiledPolicies {
    private final List<CompiledPolicy> policies;
    private final PolicyIndex index;

    public CompiledPolicies(List<CompiledPolicy> policies) {
        this.policies = policies.stream()
                .sorted(Comparator.comparing(CompiledPolicy::ref))
                .toList();
        this.index = new PolicyIndex(this.policies);
    }

    public Decision decide(Situation situation) {
        Entity principal = situation.entities().get(situation.principal());
        Entity action = situation.entities().get(situation.action());
        Entity resource = situation.entities().get(situation.resource());
        List<String> permits = new ArrayList<>();
        List<String> forbids = new ArrayList<>();
        Map<String, String> failed = new TreeMap<>();
        for (int number : index.candidates(principal, action, resource)) {
            CompiledPolicy policy = policies.get(number);
            if (!policy.head().admits(principal, action, resource)) {
                continue;
            }
            try {
                if (policy.holds(situation)) {
                    (policy.forbids() ? forbids : permits).add(policy.ref());
                }
            } catch (EvaluationFailed e) {
                failed.put(policy.ref(), e.reason());
            }
        }
        boolean allowed = forbids.isEmpty() && !permits.isEmpty();
        return new Decision(allowed, forbids.isEmpty() ? permits : forbids, failed);
    }
}
