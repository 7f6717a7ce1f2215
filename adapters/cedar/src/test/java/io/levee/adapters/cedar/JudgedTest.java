package io.levee.adapters.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.CacheException;
import io.levee.adapters.cedar.language.Decision;
import io.levee.adapters.cedar.language.Situation;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Policy;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import io.levee.organisation.Organisation;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A compiled organisation must answer what Cedar answers when it is given every policy and every entity.
class JudgedTest {
    private static final int SETS = 165;
    private static final int QUESTIONS = 100;
    private static final List<ActorId> PRINCIPALS =
            List.of(Worlds.ANA, Worlds.BO, Worlds.CY, Worlds.SCOUT, Worlds.MAKER);
    private static final List<Action> ACTIONS = List.of(Action.values());
    private static final List<AssetId> ASSETS = List.of(
            Worlds.QUERY,
            Worlds.LOAD,
            Worlds.PAY,
            Worlds.FLAG,
            new AssetId("api", "wh"),
            new AssetId("agent", "scout"),
            new AssetId("person", "bo"),
            new AssetId("team", "red"),
            new AssetId("levee", "everything"));

    @Test
    void an_organisation_answers_what_cedar_answers() throws CacheException {
        Map<Action, Set<Class<?>>> seen = new EnumMap<>(Action.class);
        int compared = 0;
        for (long seed = 0; seed < SETS; seed++) {
            Random random = new Random(seed);
            CedarPolicy policy = evenIfInvalid(RandomPolicies.text(random, 1 + random.nextInt(14)));
            CedarJudge judge = new CedarJudge(
                    policy.policies().policies().stream().map(ReadPolicy::cedar).toList());
            Set<Entity> entities = judge.entities(policy.entities().all());
            for (int i = 0; i < QUESTIONS; i++) {
                ActorId principal = PRINCIPALS.get(random.nextInt(PRINCIPALS.size()));
                AssetId asset = ASSETS.get(random.nextInt(ASSETS.size()));
                Action action = ACTIONS.get(random.nextInt(ACTIONS.size()));
                if (!EntityTypes.applies(action, asset) || !EntityTypes.applies(action, principal)) {
                    continue;
                }
                Policy.Answer compiled = policy.ask(principal, action, asset);
                Situation situation = new Situation(
                        EntityTypes.uid(principal),
                        CedarPolicy.uid(action),
                        EntityTypes.uid(asset),
                        Map.of(),
                        policy.entities());
                assertThat(told(compiled))
                        .as("seed %d: %s %s %s under%n%s", seed, principal, action, asset, policies(policy))
                        .isEqualTo(told(judge.decide(situation, entities).orElseThrow()));
                compared++;
                seen.computeIfAbsent(action, _ -> new HashSet<>()).add(compiled.getClass());
            }
        }
        assertThat(compared).isGreaterThan(5_000);
        // the comparison is worth something only where every kind of answer came up
        assertThat(seen.get(Action.READ))
                .contains(
                        Policy.Answer.Permitted.class,
                        Policy.Answer.Forbidden.class,
                        Policy.Answer.NotPermitted.class,
                        Policy.Answer.Failed.class);
        assertThat(seen).containsKeys(Action.values());
    }

    @Test
    void policies_with_the_same_head_and_other_conditions_are_all_asked() {
        Policy policy = Worlds.compiled(Worlds.with("""
                @id("a") permit (principal, action == Action::"read", resource) when { resource.name == "wh/query" };
                @id("b") permit (principal, action == Action::"read", resource) when { resource.name == "wh/load" };
                @id("c") forbid (principal, action == Action::"read", resource) when { resource.labels.contains("bulk") };
                """));
        assertThat(policy.ask(Worlds.ANA, Action.READ, Worlds.QUERY)).isInstanceOf(Policy.Answer.Permitted.class);
        assertThat(policy.ask(Worlds.ANA, Action.READ, Worlds.LOAD)).isInstanceOf(Policy.Answer.Forbidden.class);
        assertThat(policy.ask(Worlds.ANA, Action.READ, Worlds.PAY)).isInstanceOf(Policy.Answer.NotPermitted.class);
    }

    @Test
    void one_policy_that_fails_denies_even_where_another_permits() {
        Policy policy = evenIfInvalid("""
                @id("yes") permit (principal, action, resource);
                @id("broken") forbid (principal, action == Action::"read", resource) when { resource.nothing == 1 };
                """);
        assertThat(policy.ask(Worlds.ANA, Action.READ, Worlds.QUERY))
                .isInstanceOfSatisfying(Policy.Answer.Failed.class, failed -> {
                    assertThat(failed.refusal()).isEqualTo(ConsentRefusal.POLICY_ERROR);
                    assertThat(failed.detail()).startsWith("policies/test.cedar#broken: ");
                });
        assertThat(policy.ask(Worlds.ANA, Action.CHANGE, Worlds.QUERY)).isInstanceOf(Policy.Answer.Permitted.class);
    }

    /// The kind of answer and the policies behind it; how an error is worded is each one's own.
    private static List<String> told(Policy.Answer answer) {
        return switch (answer) {
            case Policy.Answer.Permitted(var evidence) ->
                told("permitted", evidence.stream().map(Evidence::ref));
            case Policy.Answer.Held(var evidence, var _) ->
                told("held", evidence.stream().map(Evidence::ref));
            case Policy.Answer.Forbidden(var evidence) ->
                told("forbidden", evidence.stream().map(Evidence::ref));
            case Policy.Answer.NotPermitted() -> List.of("not permitted");
            case Policy.Answer.Failed(var _, var detail) -> List.of("failed", detail.substring(0, detail.indexOf(':')));
        };
    }

    private static List<String> told(Decision decision) {
        if (!decision.failed().isEmpty()) {
            return List.of("failed", decision.failed().keySet().iterator().next());
        }
        if (decision.determining().isEmpty()) {
            return List.of("not permitted");
        }
        return told(decision.allowed() ? "permitted" : "forbidden", decision.determining().stream());
    }

    private static List<String> told(String answer, Stream<String> refs) {
        return Stream.concat(Stream.of(answer), refs).toList();
    }

    /// Past the validator, so that policies which fail when they are evaluated take part too.
    private static CedarPolicy evenIfInvalid(String text) {
        Organisation organisation = Worlds.with(text);
        List<ReadPolicy> read = PolicyText.split(organisation.policies().getFirst()).stream()
                .map(PolicyReader::read)
                .map(outcome -> switch (outcome) {
                    case PolicyReader.Outcome.Good(var policy) -> policy;
                    case PolicyReader.Outcome.Bad(var problem) -> throw new AssertionError(problem + "\n" + text);
                })
                .toList();
        return new CedarPolicy(new LoadedPolicies(read), OrganisationEntities.of(organisation), 0);
    }

    private static String policies(CedarPolicy policy) {
        StringBuilder text = new StringBuilder();
        policy.policies()
                .policies()
                .forEach(read -> text.append(read.cedar().getSource()).append('\n'));
        return text.toString();
    }
}
