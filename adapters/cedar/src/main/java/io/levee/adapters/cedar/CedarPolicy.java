package io.levee.adapters.cedar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Policy;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// The policies of one revision, answering.
///
/// What was decided once is remembered. That widens nothing (I2): an answer is a pure function of principal, action,
/// resource and this immutable revision, and the memory dies with the revision.
final class CedarPolicy implements Policy {
    private static final Answer NOT_PERMITTED = new Answer.NotPermitted();

    private final Slices slices;
    private final EntityBook entities;
    private final CedarEngine engine;
    private final Optional<Cache<Question, Answer>> decided;

    private record Question(ActorId principal, Action action, AssetId resource) {}

    /// @param rememberedMax answers; 0 remembers none
    CedarPolicy(Slices slices, EntityBook entities, CedarEngine engine, int rememberedMax) {
        this.slices = slices;
        this.entities = entities;
        this.engine = engine;
        this.decided = rememberedMax == 0
                ? Optional.empty()
                : Optional.of(Caffeine.newBuilder().maximumSize(rememberedMax).build());
    }

    @Override
    public Answer ask(ActorId principal, Action action, AssetId resource) {
        if (slices.policies().isEmpty()) {
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
        Optional<EntityBook.Node> who = entities.find(EntityTypes.uid(principal));
        if (who.isEmpty() || principal.kind() == ActorId.Kind.TEAM) {
            return new Answer.Failed(
                    principal.isAgent() ? ConsentRefusal.AGENT_UNKNOWN : ConsentRefusal.PERSON_UNKNOWN,
                    principal.toString());
        }
        if (!EntityTypes.applies(action, resource)) {
            return new Answer.Failed(ConsentRefusal.ACTION_UNKNOWN, action.word() + " " + resource);
        }
        Optional<EntityBook.Node> what = entities.find(EntityTypes.uid(resource));
        if (what.isEmpty()) {
            return new Answer.Failed(ConsentRefusal.ASSET_UNKNOWN, resource.toString());
        }
        if (!EntityTypes.applies(action, principal)) {
            return NOT_PERMITTED;
        }
        BitSet matching = slices.matching(who.get(), action, what.get());
        return slices.headsDecide(matching)
                ? answer(slices.byHeads(matching))
                : evaluate(who.get(), action, what.get(), matching);
    }

    /// Lets Cedar decide with the policies of `matching` and the entities that they can look at.
    private Answer evaluate(EntityBook.Node who, Action action, EntityBook.Node what, BitSet matching) {
        Slices.Slice slice = slices.slice(matching);
        List<Uid> starts = new ArrayList<>(slice.named());
        starts.add(who.uid());
        starts.add(what.uid());
        return answer(engine.ask(who, action, what, slice.policies(), entities.reachableFrom(starts)));
    }

    /// Lets Cedar decide with all policies and all entities: slow, and the judge of the way above.
    Answer evaluateWhole(EntityBook.Node who, Action action, EntityBook.Node what) {
        Slices.Slice everything = slices.slice(slices.everything());
        return answer(engine.ask(who, action, what, everything.policies(), entities.all()));
    }

    Slices slices() {
        return slices;
    }

    EntityBook entities() {
        return entities;
    }

    private Answer answer(CedarEngine.Answer answer) {
        return switch (answer) {
            case CedarEngine.Answer.Decided(var allowed, var by) when allowed -> new Answer.Permitted(evidence(by));
            case CedarEngine.Answer.Decided(var _, var by) when by.isEmpty() -> NOT_PERMITTED;
            case CedarEngine.Answer.Decided(var _, var by) -> new Answer.Forbidden(evidence(by));
            case CedarEngine.Answer.PolicyFailed(var detail) -> new Answer.Failed(ConsentRefusal.POLICY_ERROR, detail);
            case CedarEngine.Answer.EngineFailed(var detail) -> new Answer.Failed(ConsentRefusal.POLICY_ERROR, detail);
        };
    }

    private List<Evidence> evidence(List<String> refs) {
        return refs.stream()
                .map(ref -> new Evidence("policy", ref, slices.why(ref)))
                .toList();
    }
}
