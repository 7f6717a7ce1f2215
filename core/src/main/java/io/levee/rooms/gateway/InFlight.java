package io.levee.rooms.gateway;

import io.levee.identity.ActorId;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Every call that is open on this replica. Thread-safe.
///
/// INVARIANT I3: a call is registered here *before* it asks which stops are open, and a stop is open *before*
/// its cut looks here. So either the call sees the stop, or the stop sees the call.
public final class InFlight {
    private final CallLimits limits;
    private final Map<String, OpenCall> open = new ConcurrentHashMap<>();
    private final Map<ActorId, Integer> byCaller = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();

    public InFlight(CallLimits limits) {
        this.limits = limits;
    }

    public int count() {
        return total.get();
    }

    /// Makes the call visible to cuts, or says which limit it hit.
    Optional<GatewayRefusal> register(OpenCall call) {
        if (total.incrementAndGet() > limits.openMax()) {
            total.decrementAndGet();
            return Optional.of(GatewayRefusal.GATEWAY_BUSY);
        }
        ActorId caller = call.caller().chain().caller();
        if (byCaller.merge(caller, 1, Integer::sum) > limits.openPerCallerMax()) {
            leave(caller);
            return Optional.of(GatewayRefusal.CALLER_BUSY);
        }
        open.put(call.decision().value(), call);
        VarHandle.fullFence(); // the put is visible to every cut before the stops are read
        return Optional.empty();
    }

    void remove(OpenCall call) {
        if (open.remove(call.decision().value()) != null) {
            leave(call.caller().chain().caller());
        }
    }

    Collection<OpenCall> all() {
        return List.copyOf(open.values());
    }

    /// Cuts every open call that `covers` accepts, and returns those that this cut ended.
    List<OpenCall> cut(Predicate<OpenCall> covers, OpenCall.Cut why) {
        VarHandle.fullFence(); // the stop is visible to every new call before the open ones are read
        List<OpenCall> cut = new ArrayList<>();
        for (OpenCall call : open.values()) {
            if (covers.test(call) && call.cut(why)) {
                cut.add(call);
            }
        }
        return cut;
    }

    private void leave(ActorId caller) {
        byCaller.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
        total.decrementAndGet();
    }
}
