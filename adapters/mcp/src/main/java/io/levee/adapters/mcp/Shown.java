package io.levee.adapters.mcp;

import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.identity.Chain;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What of all servers a chain may see: what it may call, before anything is known of arguments. Remembers answers by
/// chain while one revision of the organisation is in force, and never from one chain for another. Thread-safe.
///
/// INVARIANT I2: this only shows. Whether a call may happen is decided when it happens.
final class Shown {
    static final int CHAINS_MAX = 1_000;

    private record Seen(InForce inForce, Map<AssetId, Boolean> assets) {}

    private final Supplier<InForce> inForce;
    private final Map<Chain, Seen> seen = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Chain, Seen> eldest) {
            return size() > CHAINS_MAX;
        }
    });

    Shown(Supplier<InForce> inForce) {
        this.inForce = inForce;
    }

    @SuppressWarnings("ReferenceEquality") // a reload makes another object; comparing them whole would cost more
    boolean to(Chain chain, Api.Operation operation) {
        InForce now = inForce.get();
        Seen known = seen.get(chain);
        if (known == null || known.inForce() != now) {
            known = new Seen(now, new ConcurrentHashMap<>());
            seen.put(chain, known);
        }
        return known.assets().computeIfAbsent(operation.asset(), _ -> asked(now, chain, operation));
    }

    private static boolean asked(InForce now, Chain chain, Api.Operation operation) {
        Action action = operation.changes() ? Action.CHANGE : Action.READ;
        return switch (new Consents(() -> now).seek(chain, action, operation.asset())) {
            case Consent.Given _, Consent.Held _ -> true; // what is held may be asked for
            // No policy permits a decoy; who could call it otherwise shall find it.
            case Consent.Withheld no ->
                now.catalog().decoys().has(operation.asset()) && no.refusal() == ConsentRefusal.NOT_PERMITTED;
        };
    }
}
