package io.levee.rooms.gateway;

import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.fault.Refusal;
import io.levee.ledger.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Supplier<InForce> inForce;
    private final Function<OpenCall, Optional<Refusal>> askedAgain;
    private final OpenStops stops;
    private final Freshness freshness;
    private final InFlight inFlight;
    private final Map<StopId, List<OpenCall>> executed = new LinkedHashMap<>();

    Cuts(
            Supplier<InForce> inForce,
            Function<OpenCall, Optional<Refusal>> askedAgain,
            OpenStops stops,
            Freshness freshness,
            InFlight inFlight) {
        this.inForce = inForce;
        this.askedAgain = askedAgain;
        this.stops = stops;
        this.freshness = freshness;
        this.inFlight = inFlight;
    }

    Calls.Cut execute(StopFact.Ordered order) {
        List<OpenCall> cut;
        synchronized (executed) {
            cut = executed.computeIfAbsent(order.stop(), _ -> new ArrayList<>());
            cut.addAll(inFlight.cut(call -> covers(order, call), new OpenCall.Cut.Stopped(order.stop())));
            if (executed.size() > ORDERS_MAX) {
                executed.remove(executed.keySet().iterator().next());
            }
            cut = List.copyOf(cut);
        }
        awaitLastByte(order, cut);
        return new Calls.Cut(order, cut.size());
    }

    /// Calls that the order covers and of which a byte may still move. One that is only being decided is none yet.
    int live(StopFact.Ordered order) {
        return (int) inFlight.all().stream()
                .filter(call -> call.isLive() && covers(order, call))
                .count();
    }

    void tend(Instant now) {
        if (freshness.age().compareTo(Freshness.ALL_DENIED_AFTER) > 0) {
            inFlight.cut(_ -> true, new OpenCall.Cut.Withdrawn(GatewayRefusal.VIEW_STALE));
            return;
        }
        for (OpenCall call : inFlight.all()) {
            Optional<StopFact.Ordered> stop = stops.covering(
                    call.caller().chain(),
                    call.caller().session(),
                    inForce.get().directory());
            if (stop.isPresent()) {
                call.cut(new OpenCall.Cut.Stopped(stop.get().stop()));
            } else if (!call.startedAt().plus(ASKED_AGAIN_AFTER).isAfter(now)) {
                askedAgain.apply(call).ifPresent(refusal -> call.cut(new OpenCall.Cut.Withdrawn(refusal)));
            }
        }
    }

    private boolean covers(StopFact.Ordered order, OpenCall call) {
        var chain = call.caller().chain();
        return order.scope()
                .covers(
                        chain,
                        call.caller().session(),
                        OpenStops.teams(chain, inForce.get().directory()));
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
