package io.levee.testkit;

import io.levee.consent.approval.Approval;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.ApprovalStore;
import io.levee.consent.approval.HeldCall;
import io.levee.facts.ApprovalId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Approvals that are forgotten when the test ends. Keeps the whole contract of [ApprovalStore], by
/// one lock.
public final class MemoryApprovals implements ApprovalStore {
    private final InstantSource clock;
    private final Map<ApprovalId, Approval> rows = new LinkedHashMap<>();

    public MemoryApprovals(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Kept keep(ApprovalId id, HeldCall call, Duration within, ApprovalLimits limits) {
        Optional<Approval> known = there(row -> row.state() != Approval.State.USED).stream()
                .filter(row -> row.digest().equals(call.digest()))
                .findFirst();
        if (known.isPresent()) {
            return new Kept.Known(known.get());
        }
        if (count(row -> row.session().equals(call.session())) >= limits.perSessionMax()) {
            return new Kept.TooMany("session");
        }
        if (count(row -> row.chain().person().equals(call.chain().person())) >= limits.perPersonMax()) {
            return new Kept.TooMany("person");
        }
        if (count(row -> !row.chain().agents().isEmpty()
                        && row.chain().caller().equals(call.chain().caller()))
                >= limits.perAgentMax()) {
            return new Kept.TooMany("agent");
        }
        if (count(_ -> true) >= limits.allMax()) {
            return new Kept.TooMany("all");
        }
        Instant now = clock.instant();
        Approval asked = new Approval(
                id,
                call.digest(),
                call.chain(),
                call.session(),
                call.assets(),
                Optional.of(call.payload()),
                now,
                now.plus(within),
                Approval.State.WAITING,
                Optional.empty());
        rows.put(id, asked);
        return new Kept.New(asked);
    }

    @Override
    public synchronized Optional<Approval> find(ApprovalId id) {
        return there(row -> row.id().equals(id)).stream().findFirst();
    }

    @Override
    public synchronized List<Approval> open(int max) {
        return there(Approval::open).stream()
                .sorted(Comparator.comparing(Approval::requestedAt))
                .limit(max)
                .toList();
    }

    @Override
    public synchronized boolean move(ApprovalId id, Approval.Event event, Optional<Approval.Answer> answer) {
        Optional<Approval> found = find(id).filter(row -> event.from() == row.state());
        found.ifPresent(row -> rows.put(
                id,
                new Approval(
                        id,
                        row.digest(),
                        row.chain(),
                        row.session(),
                        row.assets(),
                        event.forgetsPayload() ? Optional.empty() : row.payload(),
                        row.requestedAt(),
                        row.expiresAt(),
                        event.to(),
                        answer.or(row::answer))));
        return found.isPresent();
    }

    @Override
    public synchronized List<Approval> sweep(int max) {
        List<Approval> over = new ArrayList<>(rows.values());
        over.removeIf(row -> row.expiresAt().isAfter(clock.instant()));
        over.forEach(row -> rows.remove(row.id()));
        return over.stream().filter(Approval::open).toList();
    }

    private long count(Predicate<Approval> which) {
        return there(which.and(row -> row.state() != Approval.State.USED)).size();
    }

    private List<Approval> there(Predicate<Approval> which) {
        return rows.values().stream()
                .filter(row -> row.expiresAt().isAfter(clock.instant()))
                .filter(which)
                .toList();
    }
}
