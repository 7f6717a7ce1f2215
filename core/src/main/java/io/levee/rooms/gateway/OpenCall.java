package io.levee.rooms.gateway;

import io.levee.budget.QuotaLeft;
import io.levee.budget.Reservation;
import io.levee.budget.Unit;
import io.levee.catalog.AssetId;
import io.levee.consent.Runs;
import io.levee.facts.CallFact;
import io.levee.facts.ContractFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Run;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.Refusal;
import io.levee.identity.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// One call that is open, from before it is asked whether a stop covers it until its outcome is
/// recorded. Thread-safe.
///
/// INVARIANT I3: whoever moves a byte of this call, in either direction, asks [#begin] first and says
/// [#end] once the byte left this process. After a cut no `begin` succeeds, and [#lastByte] completes
/// with the last `end`.
public final class OpenCall {
    /// Whether, and why, a call was cut.
    sealed interface Cut {
        record Not() implements Cut {}

        record Stopped(StopId stop, boolean frozen) implements Cut {}

        /// It would not be allowed any more if it were asked for now.
        record Withdrawn(Refusal refusal) implements Cut {}

        static Cut by(StopFact.Ordered order) {
            return new Stopped(order.stop(), order.freeze());
        }
    }

    private static final long CLOSED = 1L << 62;
    private static final Cut NOT_CUT = new Cut.Not();

    private final DecisionId decision;
    private final Identity.Known caller;
    private final CallRequest request;
    private final Set<AssetId> assets;
    private final boolean changes;
    private final String api;
    private final Instant startedAt;
    private final Outcomes outcomes;
    private final AtomicLong moving = new AtomicLong();
    private final AtomicReference<Line> line = new AtomicReference<>(() -> {});
    private final AtomicReference<Cut> cut = new AtomicReference<>(NOT_CUT);
    private volatile boolean approved;
    private volatile boolean through;
    private final AtomicReference<Reservation> reservation = new AtomicReference<>(Reservation.NONE);
    private final AtomicBoolean finished = new AtomicBoolean();
    private final CompletableFuture<OpenCall> lastByte = new CompletableFuture<>();

    /// @param seen what it was when it was decided: that is what an order covers, whatever the organisation says later
    OpenCall(Seen seen, Identity.Known caller, Instant startedAt, Outcomes outcomes) {
        this.decision = seen.decision();
        this.caller = caller;
        this.request = seen.request();
        this.assets = Set.copyOf(seen.route().assets());
        this.changes = seen.changes();
        this.api = seen.api();
        this.startedAt = startedAt;
        this.outcomes = outcomes;
    }

    public DecisionId decision() {
        return decision;
    }

    public Identity.Known caller() {
        return caller;
    }

    boolean changes() {
        return changes;
    }

    String api() {
        return api;
    }

    /// What an order is asked about.
    Run run(Runs runs) {
        return runs.of(caller.chain(), caller.session(), caller.startedFrom()).calling(assets, changes);
    }

    /// Says what must be cut. False where the call was cut before: then the line was cut, and nothing
    /// may be forwarded.
    public boolean attach(Line connections) {
        line.set(connections);
        if (isCut()) {
            connections.cut();
            return false;
        }
        return true;
    }

    /// May a byte move now? Each true is followed by one [#end].
    public boolean begin() {
        if (moving.incrementAndGet() < CLOSED) {
            return true;
        }
        end();
        return false;
    }

    public void end() {
        if (moving.decrementAndGet() == CLOSED) {
            lastByte.complete(this);
        }
    }

    /// Asks before so much more is spent. False where that would be more than was reserved: then the call is cut.
    public boolean spend(Unit unit, long amount) {
        if (reservation.get().spend(unit, amount)) {
            return true;
        }
        cut(new Cut.Withdrawn(GatewayRefusal.CALL_OVER_BUDGET));
        return false;
    }

    /// Whether a budget of the call counts this while it moves.
    public boolean counts(Unit unit) {
        return reservation.get().counts(unit);
    }

    /// How much it was in the end, where nobody counted while it moved; before [#finish]. Of what nobody measures, all
    /// that was reserved is charged.
    public void measured(Unit unit, long amount) {
        reservation.get().measured(unit, amount);
    }

    /// Where the budgets of the call stood when it was let through.
    public List<QuotaLeft> quotas() {
        return reservation.get().quotas();
    }

    public boolean isCut() {
        return moving.get() >= CLOSED;
    }

    /// Why it may not go on, where it was cut.
    public Optional<Refusal> cutBecause() {
        return switch (cut.get()) {
            case Cut.Not() -> Optional.empty();
            case Cut.Stopped(var _, boolean frozen) ->
                Optional.of(frozen ? GatewayRefusal.SCOPE_FROZEN : GatewayRefusal.STOPPED);
            case Cut.Withdrawn(Refusal refusal) -> Optional.of(refusal);
        };
    }

    /// Records how it ended, once; what is said later is ignored. A call that was cut ended by that,
    /// whatever the connections report.
    ///
    /// @param status what the caller got, 0 where the answer never began
    public void finish(CallFact.Ending ending, int status, long bytesIn, long bytesOut) {
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        if (ending != CallFact.Ending.CARRIED_ELSEWHERE) { // else nobody here saw a byte
            measured(Unit.BYTES, bytesIn + bytesOut);
        }
        reservation.get().settle();
        Optional<StopId> stop = Optional.empty();
        CallFact.Ending actual = ending;
        switch (cut.get()) {
            case Cut.Not() -> {}
            case Cut.Stopped(StopId order, var _) -> {
                actual = CallFact.Ending.STOPPED;
                stop = Optional.of(order);
            }
            case Cut.Withdrawn _ -> actual = CallFact.Ending.NO_LONGER_ALLOWED;
        }
        outcomes.finished(this, actual, status, bytesIn, bytesOut, stop);
    }

    /// Records where the call or its answer differed from the description of its API.
    public void found(ContractFact fact) {
        outcomes.found(fact);
    }

    /// It was decided that it may go on.
    void letThrough() {
        through = true;
    }

    /// Whether a byte of it may move, or moves: it was let through, and not cut to the last byte.
    boolean isLive() {
        return through && !(isCut() && lastByte.isDone());
    }

    /// It used an approval up, so a hold does not end it.
    void approved() {
        approved = true;
    }

    /// Whether a person saw all that its caller may send with it.
    public boolean isApproved() {
        return approved;
    }

    void reserved(Reservation what) {
        reservation.set(what);
    }

    /// It was not forwarded after all.
    void giveBack() {
        reservation.get().giveBack();
    }

    CallRequest request() {
        return request;
    }

    Instant startedAt() {
        return startedAt;
    }

    /// Completes once the call is cut and no byte of it moves.
    CompletableFuture<OpenCall> lastByte() {
        return lastByte;
    }

    /// Closes the gate, then ends the connections. True for the first cut only.
    boolean cut(Cut why) {
        if (!cut.compareAndSet(NOT_CUT, why)) {
            return false;
        }
        if (moving.addAndGet(CLOSED) == CLOSED) {
            lastByte.complete(this);
        }
        line.get().cut();
        return true;
    }
}
