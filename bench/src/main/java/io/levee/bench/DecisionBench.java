package io.levee.bench;

import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.cedar.Compilation;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.Policy;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.organisation.Organisation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;

/// How long a policy decision takes, by the number of policies: anew, with only the slices prepared, and
/// where the same question was asked before under the same revision; and how long the consent of a whole
/// chain takes.
public final class DecisionBench {
    private static final int[] POLICIES = {20, 200, 1_000};
    private static final int WARM_UP_QUESTIONS = 2_000;

    private DecisionBench() {}

    /// @param args the seconds that each case measures, two where they are not given
    public static void main(String[] args) {
        Duration duration = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 2);
        run(new BenchOptions("unknown", duration, 1)).text().forEach(System.out::println);
    }

    public static BenchReport run(BenchOptions options) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, Double> p50 = new HashMap<>();
        for (int policies : POLICIES) {
            Organisation organisation = DecisionOrganisation.withPolicies(policies);
            rows.add(compile(organisation, policies));
            Policy anew = compiled(new CedarPolicies(0), organisation);
            p50.put(
                    "anew-" + policies,
                    add(rows, "anew, %d policies".formatted(policies), options, asking(anew, options)));
            add(rows, "anew by Cedar, %d policies".formatted(policies), options, conditional(anew, options));
            Policy remembering = compiled(new CedarPolicies(), organisation);
            p50.put(
                    "remembered-" + policies,
                    add(rows, "remembered, %d policies".formatted(policies), options, same(remembering)));
        }
        Organisation organisation = DecisionOrganisation.withPolicies(200);
        add(rows, "chain of 2, anew, 200 policies", options, chains(organisation, 0, options));
        add(
                rows,
                "chain of 2, remembered, 200 policies",
                options,
                chains(organisation, CedarPolicies.REMEMBERED_MAX, options));
        return BenchReport.here(
                "decision",
                options,
                rows,
                Map.of(
                        "anew-1000-over-20",
                        ratio(p50, "anew-1000", "anew-20"),
                        "anew-over-remembered-200",
                        ratio(p50, "anew-200", "remembered-200")));
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

    /// Random questions of people and agents, so that few are asked twice and all slices are used.
    private static IntSupplier asking(Policy policy, BenchOptions options) {
        Random random = new Random(options.seed());
        return () -> {
            ActorId principal = random.nextBoolean()
                    ? DecisionOrganisation.person(random.nextInt(DecisionOrganisation.PEOPLE))
                    : DecisionOrganisation.agent(random.nextInt(DecisionOrganisation.AGENTS));
            return permitted(policy.ask(principal, Action.READ, operation(random)));
        };
    }

    /// Questions that conditions decide, so that each one goes to Cedar: people of odd number and the API of that
    /// number.
    private static IntSupplier conditional(Policy policy, BenchOptions options) {
        Random random = new Random(options.seed());
        return () -> {
            int person = 1 + 2 * random.nextInt(DecisionOrganisation.TEAMS / 2);
            AssetId operation =
                    DecisionOrganisation.operation(person, random.nextInt(DecisionOrganisation.OPERATIONS_PER_API));
            return permitted(policy.ask(DecisionOrganisation.person(person), Action.READ, operation));
        };
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

    private static double add(List<Map<String, Object>> rows, String name, BenchOptions options, IntSupplier question) {
        for (int i = 0; i < WARM_UP_QUESTIONS; i++) {
            var _ = question.getAsInt();
        }
        Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        long end = System.nanoTime() + options.duration().toNanos();
        long yes = 0;
        for (long now = System.nanoTime(); now < end; ) {
            yes += question.getAsInt();
            long after = System.nanoTime();
            nanos.recordValue(Math.min(after - now, nanos.getHighestTrackableValue()));
            now = after;
        }
        rows.add(BenchReport.row(
                name,
                "questions",
                nanos.getTotalCount(),
                "allowed",
                yes,
                "p50Us",
                nanos.getValueAtPercentile(50) / 1e3,
                "p99Us",
                nanos.getValueAtPercentile(99) / 1e3,
                "p999Us",
                nanos.getValueAtPercentile(99.9) / 1e3));
        return nanos.getValueAtPercentile(50);
    }

    private static AssetId operation(Random random) {
        return DecisionOrganisation.operation(
                random.nextInt(DecisionOrganisation.TEAMS), random.nextInt(DecisionOrganisation.OPERATIONS_PER_API));
    }

    private static int permitted(Policy.Answer answer) {
        return switch (answer) {
            case Policy.Answer.Permitted _ -> 1;
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

    private static double ratio(Map<String, Double> figures, String over, String under) {
        return figures.getOrDefault(over, 0.0) / figures.getOrDefault(under, 1.0);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e4) / 1e2;
    }
}
