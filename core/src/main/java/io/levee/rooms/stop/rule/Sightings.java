package io.levee.rooms.stop.rule;

import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.DecoyFact;
import io.levee.facts.ModelFact;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.ledger.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes of each entry what it says about a run. Remembers whose call an outcome belongs to: so
/// many open calls and so many that have ended; the outcome of one that was forgotten counts
/// nowhere. One thread at a time.
final class Sightings {
    static final int OPEN_MAX = 65_536;
    static final int ENDED_MAX = 8_192;
    static final int WORKLOADS_MAX = 10_000;

    /// What a caller is told because of Levee's own state, because it is held back, or because a
    /// person is to be asked: none of it says that the caller asks for what it must not have.
    static final Set<String> NOT_THE_CALLERS = Set.of(
            "stopped",
            "scope-frozen",
            "budget-frozen",
            "view-stale",
            "record-unavailable",
            "budget-unavailable",
            "budget-exhausted",
            "caller-busy",
            "gateway-busy",
            "gateway-closing",
            "model-key-missing",
            "contract-unreadable",
            "upstream-unavailable",
            "upstream-timeout",
            "response-breaks-contract",
            "response-too-large-to-check",
            "decision-too-late",
            "internal",
            "no-policy-loaded",
            "policy-error",
            "approval-required",
            "approval-not-here",
            "approvals-too-many",
            "tool-unverified");

    private static final Set<CallFact.Ending> FAILURES = Set.of(
            CallFact.Ending.UPSTREAM_FAILED,
            CallFact.Ending.TIMED_OUT,
            CallFact.Ending.BROKE_CONTRACT,
            CallFact.Ending.WITHHELD);

    private final Map<DecisionId, Made> open = new Bounded<>(OPEN_MAX);
    private final Map<DecisionId, Made> ended = new Bounded<>(ENDED_MAX);
    private final Map<WorkloadId, WorkloadFact.Launched> workloads = new Bounded<>(WORKLOADS_MAX);

    private record Made(Chain chain, SessionId session, long target) {}

    /// Empty where it says nothing about a run, or about whose it cannot be said.
    Optional<Sighting> of(Entry entry) {
        Instant time = entry.time();
        return switch (entry.fact()) {
            case CallFact.Decided decided -> decided.caller().map(caller -> decided(time, decided, caller));
            case CallFact.Finished finished ->
                ended(finished).map(made -> sighting(time, made, finished.decision(), outcome(finished, made)));
            case ModelFact.Used used ->
                made(used.decision())
                        .map(made -> sighting(
                                time,
                                made,
                                used.decision(),
                                new Sighting.Used(saturated(used.input(), used.output()), used.microCents())));
            case DecoyFact.Touched touched ->
                touched.caller()
                        .map(caller -> new Sighting(
                                time,
                                caller.chain(),
                                caller.session(),
                                touched.decision(),
                                new Sighting.TouchedDecoy()));
            case WorkloadFact.Launched launched -> {
                workloads.put(launched.workload(), launched);
                yield Optional.of(workload(time, launched, new Sighting.Launched()));
            }
            case WorkloadFact.Ended over ->
                Optional.ofNullable(workloads.remove(over.workload()))
                        .map(launched -> workload(time, launched, new Sighting.WorkloadOver()));
            default -> Optional.empty();
        };
    }

    private Sighting decided(Instant time, CallFact.Decided decided, CallFact.Caller caller) {
        CallFact.Target target = decided.target();
        long what = fingerprint(target.api(), target.method(), target.path());
        if (decided.allowed()) {
            open.put(decided.decision(), new Made(caller.chain(), caller.session(), what));
        }
        return new Sighting(
                time,
                caller.chain(),
                caller.session(),
                Optional.of(decided.decision()),
                new Sighting.Decided(
                        decided.allowed(),
                        decided.allowed() || !NOT_THE_CALLERS.contains(decided.reason()),
                        decided.reason(),
                        target.changes(),
                        fingerprint(Long.toString(what), decided.reason()),
                        decided.direct().stream()
                                .map(asset -> fingerprint(asset.toString()))
                                .toList()));
    }

    /// The ledger holds neither queries nor bodies: what was sent is told by how much it was, and
    /// how it went.
    private static Sighting.Ended outcome(CallFact.Finished finished, Made made) {
        boolean failed = FAILURES.contains(finished.ending()) || finished.status() >= 500;
        return new Sighting.Ended(
                failed,
                saturated(finished.bytesIn(), finished.bytesOut()),
                fingerprint(
                        Long.toString(made.target()),
                        finished.ending().name(),
                        Integer.toString(finished.status()),
                        Long.toString(finished.bytesIn()),
                        Long.toString(finished.bytesOut())));
    }

    private Optional<Made> ended(CallFact.Finished finished) {
        Optional<Made> made = Optional.ofNullable(open.remove(finished.decision()));
        made.ifPresent(it -> ended.put(finished.decision(), it));
        return made;
    }

    private Optional<Made> made(DecisionId decision) {
        return Optional.ofNullable(open.get(decision)).or(() -> Optional.ofNullable(ended.get(decision)));
    }

    private static Sighting sighting(Instant time, Made made, DecisionId decision, Sighting.What what) {
        return new Sighting(time, made.chain(), made.session(), Optional.of(decision), what);
    }

    private static Sighting workload(Instant time, WorkloadFact.Launched launched, Sighting.What what) {
        return new Sighting(time, launched.chain(), launched.session(), Optional.empty(), what);
    }

    private static long saturated(long one, long two) {
        long sum = Math.max(0, one) + Math.max(0, two);
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /// The first 64 bits of a SHA-256, so that what is kept of a call does not grow with what a
    /// caller writes into it.
    static long fingerprint(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
