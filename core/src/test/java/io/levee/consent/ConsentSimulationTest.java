package io.levee.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Random people, passports, policies and chains. A failure names its seed.
class ConsentSimulationTest {
    private static final int SEEDS = Integer.getInteger("levee.histories", 100_000);
    private static final List<AssetId> ASSETS = List.of(SmallWorld.ORDERS, SmallWorld.REPORT);
    private static final List<String> PATTERNS = List.of("*", "table:*", "table:orders", "topic:*");

    @Test
    void a_chain_is_permitted_exactly_what_everybody_in_it_is_permitted() {
        int[] answers = new int[2];
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            InForce inForce = world(random);
            Chain chain = chain(random);
            Action action = random.nextBoolean() ? Action.READ : Action.CHANGE;
            AssetId asset = ASSETS.get(random.nextInt(ASSETS.size()));
            boolean given = seek(inForce, chain, action, asset);
            // every agent must pass for this person by itself: a chain of one agent is the smallest question there is
            boolean everybody = seek(inForce, new Chain(chain.person(), List.of()), action, asset)
                    && chain.agents().stream()
                            .allMatch(agent -> seek(inForce, Chain.of(chain.person(), agent), action, asset));
            assertThat(given)
                    .as("seed %d: %s %s %s", seed, chain, action, asset)
                    .isEqualTo(everybody);
            answers[given ? 1 : 0]++;
        }
        assertThat(answers[1]).as("allowed").isGreaterThan(SEEDS / 20);
        assertThat(answers[0]).as("denied").isGreaterThan(SEEDS / 20);
    }

    @Test
    void delegating_never_widens() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            InForce inForce = world(random);
            Chain chain = chain(random);
            if (chain.agents().isEmpty()) {
                continue;
            }
            Chain shorter = new Chain(
                    chain.person(), chain.agents().subList(0, chain.agents().size() - 1));
            for (AssetId asset : ASSETS) {
                assertThat(!seek(inForce, chain, Action.READ, asset) || seek(inForce, shorter, Action.READ, asset))
                        .as("seed %d: %s may what %s may not", seed, chain, shorter)
                        .isTrue();
            }
        }
    }

    @Test
    void an_explanation_tells_the_story_of_the_decision() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            InForce inForce = world(random);
            Chain chain = chain(random);
            Consents consents = new Consents(() -> inForce);
            Explanation told = consents.explain(chain, Action.READ, SmallWorld.ORDERS);
            assertThat(told.consent())
                    .as("seed %d", seed)
                    .isEqualTo(consents.seek(chain, Action.READ, SmallWorld.ORDERS));
            assertThat(told.allowed())
                    .as("seed %d", seed)
                    .isEqualTo(told.grounds().stream().allMatch(Ground::isYes));
        }
    }

    @Test
    void what_is_taken_away_is_gone_at_the_next_question() {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            Random random = new Random(seed);
            AtomicReference<InForce> now = new AtomicReference<>(world(random));
            Consents consents = new Consents(now::get);
            Chain chain = chain(random);
            if (consents.seek(chain, Action.READ, SmallWorld.ORDERS) instanceof Consent.Withheld) {
                continue;
            }
            List<ActorId> principals = chain.principals();
            ActorId stripped = principals.get(random.nextInt(principals.size()));
            InForce before = now.get();
            now.set(new InForce(
                    "r2",
                    before.directory(),
                    before.catalog(),
                    (principal, action, asset) -> principal.equals(stripped)
                            ? new Policy.Answer.NotPermitted()
                            : before.policy().ask(principal, action, asset)));
            assertThat(consents.seek(chain, Action.READ, SmallWorld.ORDERS))
                    .as("seed %d: %s without %s", seed, chain, stripped)
                    .isInstanceOfSatisfying(
                            Consent.Withheld.class,
                            withheld -> assertThat(withheld.revision()).isEqualTo("r2"));
        }
    }

    private static boolean seek(InForce inForce, Chain chain, Action action, AssetId asset) {
        return ConsentRules.decide(inForce, chain, action, asset) instanceof Consent.Given;
    }

    private static InForce world(Random random) {
        SmallWorld world = new SmallWorld();
        for (int i = 0; i < 3; i++) {
            if (random.nextInt(8) > 0) {
                world.person("p" + i, random.nextInt(8) > 0, "t" + random.nextInt(2));
            }
        }
        for (int i = 0; i < 5; i++) {
            if (random.nextInt(8) > 0) {
                world.agent("a" + i, actsFor(random), patterns(random), patterns(random));
            }
        }
        long salt = random.nextLong();
        Map<List<Object>, Policy.Answer> answers = new ConcurrentHashMap<>();
        return world.under((principal, action, asset) -> answers.computeIfAbsent(
                List.of(principal, action, asset), question -> answer(new Random(salt ^ question.hashCode()))));
    }

    private static Policy.Answer answer(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> new Policy.Answer.Forbidden(List.of());
            case 1 -> new Policy.Answer.NotPermitted();
            case 2 -> new Policy.Answer.Failed(ConsentRefusal.POLICY_ERROR, "");
            default -> new Policy.Answer.Permitted(List.of());
        };
    }

    private static Set<ActorId> actsFor(Random random) {
        return random.nextInt(4) == 0
                ? Set.of(ActorId.person("p" + random.nextInt(3)))
                : Set.of(ActorId.team("t0"), ActorId.team("t" + random.nextInt(1, 3)));
    }

    private static List<String> patterns(Random random) {
        return random.nextInt(8) == 0
                ? List.of()
                : List.of(PATTERNS.get(random.nextInt(PATTERNS.size())), "table:none");
    }

    private static Chain chain(Random random) {
        List<ActorId> agents = new ArrayList<>(
                IntStream.range(0, 5).mapToObj(i -> ActorId.agent("a" + i)).toList());
        Collections.shuffle(agents, random);
        return new Chain(
                ActorId.person("p" + random.nextInt(3)), agents.subList(0, random.nextInt(Chain.AGENTS_MAX + 1)));
    }
}
