package io.levee.adapters.telemetry;

import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.Origin;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Counts the calls of this replica by folding its own facts, so that the numbers and the record cannot disagree.
/// One writer: the ledger's follower thread.
public final class CallNumbers implements Follower {
    /// Different values of one label; names that come from a request's path must not fill the memory of a collector.
    static final int LABELS_MAX = 64;
    /// Open calls whose API is remembered until they end.
    static final int OPEN_MAX = 10_000;

    static final String OTHER = "other";

    private final Origin self;
    private final Instant since;
    private final Supplier<Set<String>> apis;
    private final Counter decisions;
    private final Histogram durations;
    private final Set<String> reasons = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final Map<DecisionId, String> open = new LinkedHashMap<>();

    /// @param since when this process started: a counter starts at zero, whatever the ledger already holds
    /// @param apis  the names of the described APIs, as they are now
    public CallNumbers(Numbers numbers, Origin self, Instant since, Supplier<Set<String>> apis) {
        this.self = self;
        this.since = since;
        this.apis = apis;
        this.decisions = Counter.builder()
                .name("levee_decisions_total")
                .help("Decisions about calls")
                .labelNames("api", "outcome", "reason")
                .register(numbers.registry());
        this.durations = Histogram.builder()
                .name("levee_call_duration_seconds")
                .help("From the decision to the last byte of the answer")
                .labelNames("api", "ending")
                .classicOnly()
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60)
                .register(numbers.registry());
    }

    @Override
    public void learned(Entry entry) {
        if (!entry.origin().equals(self) || entry.time().isBefore(since)) {
            return;
        }
        if (entry.fact() instanceof CallFact fact) {
            switch (fact) {
                case CallFact.Decided decided -> count(decided);
                case CallFact.Evaluated _ -> {}
                case CallFact.Finished finished -> {
                    String api = open.remove(finished.decision());
                    String ending = finished.ending().name().toLowerCase(Locale.ROOT);
                    durations.labelValues(api == null ? OTHER : api, ending).observe(finished.micros() / 1e6);
                }
            }
        }
    }

    private void count(CallFact.Decided decided) {
        String api = api(decided.target().api());
        String reason = bounded(reasons, decided.reason());
        decisions
                .labelValues(api, decided.allowed() ? "allowed" : "denied", reason)
                .inc();
        if (decided.allowed()) {
            open.put(decided.decision(), api);
            if (open.size() > OPEN_MAX) {
                open.remove(open.keySet().iterator().next());
            }
        }
    }

    private String api(String name) {
        return apis.get().contains(name) ? bounded(known, name) : OTHER;
    }

    private static String bounded(Set<String> values, String value) {
        return values.contains(value) || (values.size() < LABELS_MAX && values.add(value)) ? value : OTHER;
    }
}
