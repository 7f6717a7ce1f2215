package io.levee.bench;

import com.cedarpolicy.model.exception.CacheException;
import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.cedar.Compilation;
import io.levee.adapters.cedar.JudgedOrganisation;
import io.levee.adapters.cedar.language.Decision;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.Policy;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.organisation.Organisation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// How long a policy decision takes, by the number of policies: anew, by cedar-java, and where the same question was
/// asked before under the same revision; and how long the consent of a whole chain takes.
public final class DecisionBench {
    /// What is measured where nothing else is asked for.
    public static final List<Integer> POLICIES = List.of(10, 1_000, 10_000);

    private static final int POLICIES_MIN = 10;
    private static final int CHAIN_POLICIES = 200;
    private static final int WARM_UP_QUESTIONS = 20_000;
    /// cedar-java is a thousand times slower, and its own code is native.
    private static final int WARM_UP_CEDAR = 200;
    private static final int JUDGED_QUESTIONS = 200;

    private DecisionBench() {}

    /// @param policies how many of them, for each round; from 10 to [CedarPolicies#POLICIES_MAX]
    /// @throws IllegalArgumentException where they are fewer or more
    public static BenchReport run(BenchOptions options, List<Integer> policies) {
        if (policies.isEmpty() || policies.stream().anyMatch(n -> n < POLICIES_MIN || n > CedarPolicies.POLICIES_MAX)) {
            throw new IllegalArgumentException(
                    "decide with %d to %,d policies".formatted(POLICIES_MIN, CedarPolicies.POLICIES_MAX));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, Histogram> figures = new HashMap<>();
        for (int count : policies) {
            Organisation organisation = DecisionOrganisation.withPolicies(count);
            rows.add(compile(organisation, count));
            Policy anew = compiled(new CedarPolicies(0), organisation);
            Policy remembering = compiled(new CedarPolicies(), organisation);
            Map<String, Histogram> round = new LinkedHashMap<>();
            round.put("anew", measure(WARM_UP_QUESTIONS, options, asking(anew, options)));
            round.put("anew by conditions", measure(WARM_UP_QUESTIONS, options, conditional(anew, count, options)));
            round.put("by cedar-java", measure(WARM_UP_CEDAR, options, judged(organisation, options)));
            round.put("remembered", measure(WARM_UP_QUESTIONS, options, same(remembering)));
            round.forEach((name, nanos) -> {
                rows.add(row("%s, %d policies".formatted(name, count), nanos));
                figures.put(name + "-" + count, nanos);
            });
        }
        Organisation organisation = DecisionOrganisation.withPolicies(CHAIN_POLICIES);
        for (int remembered : List.of(0, CedarPolicies.REMEMBERED_MAX)) {
            rows.add(row(
                    "chain of 2, %s, %d policies".formatted(remembered == 0 ? "anew" : "remembered", CHAIN_POLICIES),
                    measure(WARM_UP_QUESTIONS, options, chains(organisation, remembered, options))));
        }
        return BenchReport.here("decision", options, rows, ratios(figures, policies));
    }

    private static Map<String, Double> ratios(Map<String, Histogram> figures, List<Integer> policies) {
        Map<String, Double> ratios = new HashMap<>();
        int least = Collections.min(policies);
        int most = Collections.max(policies);
        for (String name : List.of("anew", "anew by conditions")) {
            String grows = "%s-%d-over-%d".formatted(name.replace(' ', '-'), most, least);
            ratios.put(grows, ratio(figures, name + "-" + most, name + "-" + least));
        }
        for (int count : policies) {
            ratios.put("cedar-java-over-anew-" + count, ratio(figures, "by cedar-java-" + count, "anew-" + count));
        }
        return ratios;
    }

    /// First compile of this many policies, then again after an edit that touches only people.
    private static Map<String, Object> compile(Organisation organisation, int policies) {
        CedarPolicies compiler = new CedarPolicies();
        long started = System.nanoTime();
        compiled(compiler, organisation);
        long first = System.nanoTime();
        compiled(compiler, DecisionOrganisation.withPolicies(policies));
        long again = System.nanoTime();
        return BenchReport.row(
                "compile, %d policies".formatted(policies),
                "firstMs",
                millis(first - started),
                "reloadMs",
                millis(again - first));
    }

    /// Random questions of people and agents, so that few are asked twice.
    private static IntSupplier asking(Policy policy, BenchOptions options) {
        Random random = new Random(options.seed());
        return () -> {
            ActorId principal = principal(random);
            return permitted(policy.ask(principal, Action.READ, operation(random)));
        };
    }

    private static ActorId principal(Random random) {
        return random.nextBoolean()
                ? DecisionOrganisation.person(random.nextInt(DecisionOrganisation.PEOPLE))
                : DecisionOrganisation.agent(random.nextInt(DecisionOrganisation.AGENTS));
    }

    /// Questions that conditions decide: people of odd number and the API of that number.
    private static IntSupplier conditional(Policy policy, int policies, BenchOptions options) {
        Random random = new Random(options.seed());
        int people = Math.min(DecisionOrganisation.TEAMS, policies) / 2;
        return () -> {
            int person = 1 + 2 * random.nextInt(people);
            AssetId operation =
                    DecisionOrganisation.operation(person, random.nextInt(DecisionOrganisation.OPERATIONS_PER_API));
            return permitted(policy.ask(DecisionOrganisation.person(person), Action.READ, operation));
        };
    }

    /// The same questions as [#asking], put together beforehand: only Cedar's own time is measured.
    private static IntSupplier judged(Organisation organisation, BenchOptions options) {
        Random random = new Random(options.seed());
        JudgedOrganisation judge;
        try {
            judge = new JudgedOrganisation(organisation);
        } catch (CacheException e) {
            throw new IllegalStateException("cedar could not prepare the bench's own policies", e);
        }
        List<Supplier<Optional<Decision>>> questions = Stream.generate(
                        () -> judge.question(principal(random), Action.READ, operation(random)))
                .limit(JUDGED_QUESTIONS)
                .toList();
        AtomicInteger next = new AtomicInteger();
        return () -> questions
                        .get(next.getAndIncrement() % questions.size())
                        .get()
                        .orElseThrow()
                        .allowed()
                ? 1
                : 0;
    }

    private static IntSupplier same(Policy policy) {
        AssetId operation = DecisionOrganisation.operation(1, 1);
        return () -> permitted(policy.ask(DecisionOrganisation.person(1), Action.READ, operation));
    }

    private static IntSupplier chains(Organisation organisation, int rememberedMax, BenchOptions options) {
        Random random = new Random(options.seed());
        Policy policy = compiled(new CedarPolicies(rememberedMax), organisation);
        InForce inForce = new InForce(organisation.revision(), organisation, organisation.catalog(), policy);
        Consents consents = new Consents(() -> inForce);
        return () -> {
            int person = random.nextInt(DecisionOrganisation.TEAMS);
            Chain chain = Chain.of(DecisionOrganisation.person(person), DecisionOrganisation.agent(person));
            AssetId operation = DecisionOrganisation.operation(person, random.nextInt(10));
            return consents.seek(chain, Action.READ, operation) instanceof Consent.Given ? 1 : 0;
        };
    }

    private static Histogram measure(int warmUp, BenchOptions options, IntSupplier question) {
        for (int i = 0; i < warmUp; i++) {
            var _ = question.getAsInt();
        }
        Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        long end = System.nanoTime() + options.duration().toNanos();
        for (long now = System.nanoTime(); now < end; ) {
            var _ = question.getAsInt();
            long after = System.nanoTime();
            nanos.recordValue(Math.min(after - now, nanos.getHighestTrackableValue()));
            now = after;
        }
        return nanos;
    }

    private static Map<String, Object> row(String name, Histogram nanos) {
        return BenchReport.row(
                name,
                "questions",
                nanos.getTotalCount(),
                "p50Us",
                nanos.getValueAtPercentile(50) / 1e3,
                "p99Us",
                nanos.getValueAtPercentile(99) / 1e3,
                "p999Us",
                nanos.getValueAtPercentile(99.9) / 1e3);
    }

    private static AssetId operation(Random random) {
        return DecisionOrganisation.operation(
                random.nextInt(DecisionOrganisation.TEAMS), random.nextInt(DecisionOrganisation.OPERATIONS_PER_API));
    }

    private static int permitted(Policy.Answer answer) {
        return switch (answer) {
            case Policy.Answer.Permitted _ -> 1;
            case Policy.Answer.Held _ -> 0;
            case Policy.Answer.Forbidden _, Policy.Answer.NotPermitted _ -> 0;
            case Policy.Answer.Failed failed -> throw new IllegalStateException("the bench's own policies: " + failed);
        };
    }

    private static Policy compiled(CedarPolicies compiler, Organisation organisation) {
        return switch (compiler.compile(organisation)) {
            case Compilation.Compiled(var policy, var _) -> policy;
            case Compilation.Invalid(var problems) ->
                throw new IllegalStateException("the bench's own policies: " + problems);
        };
    }

    private static double ratio(Map<String, Histogram> figures, String over, String under) {
        return p50(figures, over) / p50(figures, under);
    }

    private static double p50(Map<String, Histogram> figures, String name) {
        return Optional.ofNullable(figures.get(name)).orElseThrow().getValueAtPercentile(50);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e4) / 1e2;
    }
}
