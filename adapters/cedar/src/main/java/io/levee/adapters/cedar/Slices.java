package io.levee.adapters.cedar;

import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.PolicySet;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.levee.consent.Action;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The policies, and for each question the few whose head can match, prepared in Cedar's memory. Knows nothing of
/// people or assets, so that a revision which changes no policy keeps it. Thread-safe.
final class Slices {
    /// Prepared slices. Cedar keeps at most 1,024; one that it forgot is parsed again when it is asked.
    private static final int PREPARED_MAX = 512;

    private static final Logger LOG = System.getLogger(Slices.class.getName());

    private final List<ReadPolicy> policies;
    private final Map<String, ReadPolicy> byRef = new HashMap<>();
    private final BitSet conditional = new BitSet();
    private final Cache<BitSet, Slice> prepared =
            Caffeine.newBuilder().maximumSize(PREPARED_MAX).build();

    /// @param named the entities that its policies name: an evaluation can start at those too
    record Slice(PolicySet policies, Set<Uid> named) {}

    Slices(List<ReadPolicy> policies) {
        this.policies = List.copyOf(policies);
        for (int i = 0; i < this.policies.size(); i++) {
            byRef.put(this.policies.get(i).ref(), this.policies.get(i));
            conditional.set(i, this.policies.get(i).conditional());
        }
    }

    List<ReadPolicy> policies() {
        return policies;
    }

    String why(String ref) {
        ReadPolicy policy = byRef.get(ref);
        return policy == null ? "" : policy.why();
    }

    /// Which policies may have a say, by their index.
    BitSet matching(EntityBook.Node principal, Action action, EntityBook.Node resource) {
        BitSet matching = new BitSet(policies.size());
        for (int i = 0; i < policies.size(); i++) {
            if (policies.get(i).scope().admits(principal, action, resource)) {
                matching.set(i);
            }
        }
        return matching;
    }

    /// True where nothing is left to evaluate: all of them have a head and no conditions.
    boolean headsDecide(BitSet matching) {
        return !matching.intersects(conditional);
    }

    /// What policies without conditions, whose heads match, say together: any that forbids outweighs all that permit.
    CedarEngine.Answer byHeads(BitSet matching) {
        List<String> permits = new ArrayList<>();
        List<String> forbids = new ArrayList<>();
        matching.stream()
                .mapToObj(policies::get)
                .forEach(policy -> (policy.forbids() ? forbids : permits).add(policy.ref()));
        List<String> by = forbids.isEmpty() ? permits : forbids;
        return new CedarEngine.Answer.Decided(
                forbids.isEmpty() && !permits.isEmpty(), by.stream().sorted().toList());
    }

    /// All policies, to be compared with what a slice answers.
    BitSet everything() {
        BitSet everything = new BitSet(policies.size());
        everything.set(0, policies.size());
        return everything;
    }

    Slice slice(BitSet matching) {
        return prepared.get(matching, this::prepare);
    }

    private Slice prepare(BitSet matching) {
        Set<com.cedarpolicy.model.policy.Policy> chosen = new HashSet<>();
        Set<Uid> named = new HashSet<>();
        matching.stream().mapToObj(policies::get).forEach(policy -> {
            chosen.add(policy.cedar());
            named.addAll(policy.named());
        });
        PolicySet set = new PolicySet(chosen);
        try {
            set.cache();
        } catch (CacheException e) {
            // only slower: what was not prepared is sent along with every question
            LOG.log(Logger.Level.WARNING, "cedar could not prepare a slice of {0} policies", chosen.size());
        }
        return new Slice(set, Set.copyOf(named));
    }
}
