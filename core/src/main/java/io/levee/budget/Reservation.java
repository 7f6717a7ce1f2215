package io.levee.budget;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// What one call may spend. Ends once, by [#settle] or [#giveBack]; what comes later is ignored. Thread-safe.
public final class Reservation {
    /// Of a call that no budget counts.
    public static final Reservation NONE = new Reservation(List.of(), List.of());

    private final List<Till.Taken> taken;
    private final List<QuotaLeft> quotas;
    private final Map<Unit, AtomicLong> measured = new EnumMap<>(Unit.class);
    private final Map<Unit, Long> most = new EnumMap<>(Unit.class);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Consumer<Reservation> atEnd;
    private volatile boolean frozen;

    Reservation(List<Till.Taken> taken, List<QuotaLeft> quotas) {
        this(taken, quotas, _ -> {});
    }

    /// @param atEnd is told once, when it is settled or given back
    Reservation(List<Till.Taken> taken, List<QuotaLeft> quotas, Consumer<Reservation> atEnd) {
        this.atEnd = atEnd;
        this.taken = List.copyOf(taken);
        this.quotas = List.copyOf(quotas);
        for (Till.Taken one : taken) {
            Unit unit = one.charge().budget().unit();
            if (unit.measured()) {
                measured.putIfAbsent(unit, new AtomicLong(-1));
                most.merge(unit, one.charge().amount(), Math::min);
            }
        }
    }

    public List<QuotaLeft> quotas() {
        return quotas;
    }

    /// The number of the window to which so much is charged.
    long window(Unit unit) {
        return taken.stream()
                .filter(one -> one.charge().budget().unit() == unit)
                .findFirst()
                .orElseThrow()
                .holding()
                .window();
    }

    /// Whether [#spend] of this can ever say no.
    public boolean counts(Unit unit) {
        return measured.containsKey(unit);
    }

    /// Asks *before* so much more moves. False where it would be more than was reserved: then it must not move.
    ///
    /// INVARIANT I8: nothing is spent that was not reserved.
    public boolean spend(Unit unit, long amount) {
        AtomicLong so = measured.get(unit);
        if (so == null) {
            return true;
        }
        if (frozen) {
            return false;
        }
        long max = most.getOrDefault(unit, 0L);
        long before = so.get();
        while (Math.max(0, before) + amount <= max) {
            if (so.compareAndSet(before, Math.max(0, before) + amount)) {
                return true;
            }
            before = so.get();
        }
        return false;
    }

    /// How much it was in the end, where nobody counted while it moved.
    public void measured(Unit unit, long amount) {
        AtomicLong so = measured.get(unit);
        if (so != null) {
            so.accumulateAndGet(amount, Math::max);
        }
    }

    /// It happened, and of what only an outcome says there was nothing.
    public void settleUnmeasured() {
        measured.keySet().forEach(unit -> measured(unit, 0));
        settle();
    }

    /// It happened. What was measured is charged as measured; what nobody measured, as reserved.
    public void settle() {
        if (ended.compareAndSet(false, true)) {
            taken.forEach(one -> one.settle(used(one.charge())));
            atEnd.accept(this);
        }
    }

    /// Nothing happened.
    public void giveBack() {
        if (ended.compareAndSet(false, true)) {
            taken.forEach(one -> one.settle(0));
            atEnd.accept(this);
        }
    }

    /// From now on nothing more of it may be spent; what was spent before is charged when it ends.
    void freeze() {
        frozen = true;
    }

    /// Whether more of it may be spent.
    boolean open() {
        return !frozen && !ended.get();
    }

    private long used(Charge charge) {
        AtomicLong so = measured.get(charge.budget().unit());
        long was = so == null ? -1 : so.get();
        return was < 0 ? charge.amount() : Math.min(was, charge.amount());
    }
}
