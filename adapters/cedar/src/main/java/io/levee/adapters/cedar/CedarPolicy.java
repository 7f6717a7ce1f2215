package io.levee.adapters.cedar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.levee.adapters.cedar.language.Decision;
import io.levee.adapters.cedar.language.Entities;
import io.levee.adapters.cedar.language.Situation;
import io.levee.adapters.cedar.language.Uid;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Policy;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The policies of one revision, answering.
///
/// What was decided once is remembered. That widens nothing (I2): an answer is a pure function of
/// principal, action, resource and this immutable revision, and the memory dies with the revision.
final class CedarPolicy implements Policy {
    private static final Answer NOT_PERMITTED = new Answer.NotPermitted();

    private final LoadedPolicies policies;
    private final Entities entities;
    private final Optional<Cache<Question, Answer>> decided;

    private record Question(ActorId principal, Action action, AssetId resource) {}

    /// @param rememberedMax answers; 0 remembers none
    CedarPolicy(LoadedPolicies policies, Entities entities, int rememberedMax) {
        this.policies = policies;
        this.entities = entities;
        this.decided = rememberedMax == 0
                ? Optional.empty()
                : Optional.of(Caffeine.newBuilder().maximumSize(rememberedMax).build());
    }

    @Override
    public Answer ask(ActorId principal, Action action, AssetId resource) {
        if (policies.policies().isEmpty()) {
            return new Answer.Failed(ConsentRefusal.NO_POLICY_LOADED, "");
        }
        Question question = new Question(principal, action, resource);
        Answer known = decided.map(answers -> answers.getIfPresent(question)).orElse(null);
        if (known != null) {
            return known;
        }
        Answer answer = decide(principal, action, resource);
        // A failure may be the machine's and pass; and names that do not exist are endless, answers are not.
        if (!(answer instanceof Answer.Failed)) {
            decided.ifPresent(answers -> answers.put(question, answer));
        }
        return answer;
    }

    private Answer decide(ActorId principal, Action action, AssetId resource) {
        Uid who = EntityTypes.uid(principal);
        if (!entities.contains(who) || principal.kind() == ActorId.Kind.TEAM) {
            return new Answer.Failed(
                    principal.isAgent() ? ConsentRefusal.AGENT_UNKNOWN : ConsentRefusal.PERSON_UNKNOWN,
                    principal.toString());
        }
        if (!EntityTypes.applies(action, resource)) {
            return new Answer.Failed(ConsentRefusal.ACTION_UNKNOWN, action.word() + " " + resource);
        }
        Uid what = EntityTypes.uid(resource);
        if (!entities.contains(what)) {
            return new Answer.Failed(ConsentRefusal.ASSET_UNKNOWN, resource.toString());
        }
        if (!EntityTypes.applies(action, principal)) {
            return NOT_PERMITTED;
        }
        Decision decision = policies.decide(new Situation(who, uid(action), what, Map.of(), entities));
        return answer(decision);
    }

    LoadedPolicies policies() {
        return policies;
    }

    Entities entities() {
        return entities;
    }

    static Uid uid(Action action) {
        return new Uid("Action", action.word());
    }

    private Answer answer(Decision decision) {
        // INVARIANT I7: a policy that failed might have forbidden; whatever others permit, the answer is no.
        if (!decision.failed().isEmpty()) {
            var first = decision.failed().entrySet().iterator().next();
            return new Answer.Failed(ConsentRefusal.POLICY_ERROR, first.getKey() + ": " + first.getValue());
        }
        if (decision.determining().isEmpty()) {
            return NOT_PERMITTED;
        }
        List<Evidence> evidence = policies.evidence(decision.determining());
        if (!decision.allowed()) {
            return new Answer.Forbidden(evidence);
        }
        // One permit that holds outweighs all that do not: else it would take effect only where nothing else permits.
        return policies.hold(decision.determining())
                .<Answer>map(hold -> new Answer.Held(evidence, hold))
                .orElseGet(() -> new Answer.Permitted(evidence));
    }
}
