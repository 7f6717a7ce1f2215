package io.levee.rooms.gateway;

import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.fault.Refusal;
import io.levee.ledger.Freshness;
import io.levee.ledger.MaxStaleness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// Ends open calls: at once where an order says so, and soon where a call would not be allowed any more.
/// Thread-safe.
final class Cuts {
    static final Duration LAST_BYTE_MAX = Duration.ofSeconds(5);
    /// Orders whose report is remembered, so that executing one twice reports the same.
    static final int ORDERS_MAX = 1_024;
    /// A call this young was just decided; older ones are asked again.
    static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Runs runs;
    private final Supplier<InForce> inForce;
    private final Function<OpenCall, Optional<Refusal>> askedAgain;
    private final OpenStops stops;
    private final Freshness freshness;
    private final InFlight inFlight;
    private final Map<StopId, List<OpenCall>> executed = new LinkedHashMap<>();

    Cuts(
            Runs runs,
            Supplier<InForce> inForce,
            Function<OpenCall, Optional<Refusal>> askedAgain,
            OpenStops stops,
            Freshness freshness,
            InFlight inFlight) {
        this.runs = runs;
        this.inForce = inForce;
        this.askedAgain = askedAgain;
        this.stops = stops;
        this.freshness = freshness;
        this.inFlight = inFlight;
    }

    Calls.Cut execute(StopFact.Ordered order) {
        List<OpenCall> cut = begin(order);
        List<OpenCall> moving = new ArrayList<>(cut);
        moving.addAll(cutBefore(order));
        awaitLastByte(order, moving);
        return new Calls.Cut(order, cut.size());
    }

    /// What was cut for another reason, and of which a byte may still be on its way.
    List<OpenCall> cutBefore(StopFact.Ordered order) {
        return order.layers().contains(Layer.GATEWAY)
                ? inFlight.all().stream()
                        .filter(call -> call.isCut() && covers(order, call))
                        .toList()
                : List.of();
    }

    /// Cuts, and returns all that the order has cut by now; none where it is not about calls.
    List<OpenCall> begin(StopFact.Ordered order) {
        if (!order.layers().contains(Layer.GATEWAY)) {
            return List.of();
        }
        synchronized (executed) {
            List<OpenCall> cut = executed.computeIfAbsent(order.stop(), _ -> new ArrayList<>());
            cut.addAll(inFlight.cut(call -> covers(order, call), OpenCall.Cut.by(order)));
            if (executed.size() > ORDERS_MAX) {
                executed.remove(executed.keySet().iterator().next());
            }
            return List.copyOf(cut);
        }
    }

    /// INVARIANT I3: a decision may have waited for its record, or this process for the machine, for so long that the
    /// others stopped waiting for this replica. So a call is asked for again at the moment it is let through.
    void lookAgain(OpenCall call, Instant now) {
        Optional<StopFact.Ordered> stop = stops.covering(Layer.GATEWAY, () -> call.run(runs));
        if (stop.isPresent()) {
            call.cut(OpenCall.Cut.by(stop.get()));
        } else {
            GatewayRules.hindrance(stop, call.changes(), staleness(call, now), freshness.age())
                    .ifPresent(refusal -> call.cut(new OpenCall.Cut.Withdrawn(refusal)));
        }
    }

    /// Calls that the order covers and of which a byte may still move. One that is only being decided is none yet.
    /// Empty where this gate does not know the order.
    OptionalInt live(StopFact.Ordered order) {
        boolean inForce = stops.find(order.stop())
                .filter(open -> open.layers().contains(Layer.GATEWAY))
                .isPresent();
        long live = inFlight.all().stream()
                .filter(call -> call.isLive() && covers(order, call))
                .count();
        return inForce ? OptionalInt.of((int) live) : OptionalInt.empty();
    }

    void tend(Instant now) {
        Duration age = freshness.age();
        for (OpenCall call : inFlight.all()) {
            Optional<StopFact.Ordered> stop = stops.covering(Layer.GATEWAY, () -> call.run(runs));
            if (stop.isPresent()) {
                call.cut(OpenCall.Cut.by(stop.get()));
            } else if (staleness(call, now).isExceededBy(age, false)) {
                call.cut(new OpenCall.Cut.Withdrawn(GatewayRefusal.VIEW_STALE));
            } else if (!call.startedAt().plus(ASKED_AGAIN_AFTER).isAfter(now)) {
                askedAgain.apply(call).ifPresent(refusal -> call.cut(new OpenCall.Cut.Withdrawn(refusal)));
            }
        }
    }

    /// As the organisation has it now, not as it was when the call was decided.
    private MaxStaleness staleness(OpenCall call, Instant now) {
        return inForce.get().maxStaleness(call.api(), now);
    }

    /// Cuts what only now is covered, because its session carries more labels than when it was decided.
    ///
    /// INVARIANT I3: labels and orders are folded before either looks here, so whichever comes later sees both.
    void labelled() {
        for (StopFact.Ordered order : stops.all()) {
            if (order.scope() instanceof Scope.Label && order.layers().contains(Layer.GATEWAY)) {
                inFlight.cut(call -> covers(order, call), OpenCall.Cut.by(order));
            }
        }
    }

    private boolean covers(StopFact.Ordered order, OpenCall call) {
        return order.covers(call.run(runs));
    }

    private static void awaitLastByte(StopFact.Ordered order, List<OpenCall> cut) {
        CompletableFuture<?>[] last = cut.stream().map(OpenCall::lastByte).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(last).get(LAST_BYTE_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LeveeException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "stop `%s`: a connection did not end within %s; the gate is closed, restart the replica to be sure"
                            .formatted(order.stop(), LAST_BYTE_MAX),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeveeException(ErrorCode.INTERNAL, "interrupted while calls were cut", e);
        } catch (ExecutionException e) {
            throw new LeveeException(ErrorCode.INTERNAL, "a cut failed", e);
        }
    }
}
