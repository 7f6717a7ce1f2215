package io.levee.adapters.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import com.cedarpolicy.CedarJson;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.Policy;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.levee.adapters.cedar.language.CompiledPolicies;
import io.levee.adapters.cedar.language.CompiledPolicy;
import io.levee.adapters.cedar.language.Decision;
import io.levee.adapters.cedar.language.Entities;
import io.levee.adapters.cedar.language.NotCompiled;
import io.levee.adapters.cedar.language.PolicyCompiler;
import io.levee.adapters.cedar.language.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Compiled policies answer what Cedar answers: the decision, the policies that decided, those that could not be
/// evaluated, and that there is no answer.
///
/// `-Dlevee.cedar.triples=1000000` compares more questions, `-Dlevee.cedar.seed=N` begins at the world that failed.
class CedarAgreementPropertyTest {
    private static final int TRIPLES = Integer.getInteger("levee.cedar.triples", 20_000);
    private static final long SEED = Long.getLong("levee.cedar.seed", 1L);
    private static final int QUESTIONS = 10;
    private static final int PROGRESS = 100_000;

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void compiled_policies_answer_what_cedar_answers()
            throws InternalException, JsonProcessingException, CacheException, NotCompiled {
        long started = System.nanoTime();
        int compared = 0;
        for (long seed = SEED; compared < TRIPLES; seed++) {
            compared += world(seed);
            if (compared % PROGRESS < QUESTIONS) {
                System.out.printf(
                        "%,d of %,d questions agree, at seed %d, after %d s: %s%n",
                        compared, TRIPLES, seed, (System.nanoTime() - started) / 1_000_000_000, seen);
            }
        }
        // the comparison is worth something only where every kind of answer came up
        assertThat(seen).containsOnlyKeys("allowed", "failed", "forbidden", "no answer", "not permitted");
        assertThat(seen.values()).allMatch(times -> times > TRIPLES / 200);
    }

    private int world(long seed) throws InternalException, JsonProcessingException, CacheException, NotCompiled {
        Random random = new Random(seed);
        GeneratedPolicies policies = new GeneratedPolicies(random);
        Map<String, String> texts = IntStream.rangeClosed(4, 4 + random.nextInt(8))
                .mapToObj(number -> "p" + number)
                .collect(Collectors.toMap(Function.identity(), _ -> policies.policy(), (one, _) -> one, TreeMap::new));
        List<Policy> cedar = new ArrayList<>();
        List<CompiledPolicy> compiled = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Policy policy = new Policy(text.getValue(), text.getKey());
            cedar.add(policy);
            compiled.add(PolicyCompiler.compile(
                    text.getKey(), CedarJson.objectReader().readTree(policy.toJson())));
        }
        GeneratedWorld world = new GeneratedWorld(random, seed % 32 == 0);
        CompiledPolicies ours = new CompiledPolicies(compiled);
        CedarJudge judge = new CedarJudge(cedar);
        for (int i = 0; i < QUESTIONS; i++) {
            List<Entities.Draft> drafts = world.drafts();
            Optional<Entities> entities = entities(drafts);
            Situation question = world.question(entities.orElseGet(() -> new Entities(Set.of())));
            List<Object> said =
                    entities.map(_ -> told(Optional.of(ours.decide(question)))).orElseGet(() -> told(Optional.empty()));
            assertThat(said)
                    .as(
                            "-Dlevee.cedar.seed=%d%n%s %s %s %s%n%s%n%s",
                            seed,
                            question.principal(),
                            question.action(),
                            question.resource(),
                            question.context(),
                            String.join("\n", texts.values()),
                            drafts)
                    .isEqualTo(told(judge.decide(question, judge.drafts(drafts))));
            seen.merge((String) said.getFirst(), 1, Integer::sum);
        }
        return QUESTIONS;
    }

    private static Optional<Entities> entities(List<Entities.Draft> drafts) {
        try {
            return Optional.of(new Entities(drafts));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Object> told(Optional<Decision> answer) {
        return answer.map(decision -> List.of(
                        kind(decision),
                        decision.allowed(),
                        decision.determining(),
                        List.copyOf(decision.failed().keySet())))
                .orElseGet(() -> List.of("no answer"));
    }

    private static String kind(Decision decision) {
        if (!decision.failed().isEmpty()) {
            return "failed";
        }
        return decision.allowed() ? "allowed" : decision.determining().isEmpty() ? "not permitted" : "forbidden";
    }
}
