package io.levee.rooms.review;

import io.levee.catalog.AssetId;
import io.levee.facts.CallFact;
import io.levee.identity.SessionId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Which models the newest sessions asked through the gateway, folded from the ledger: a change of
/// such a session is not judged by a model of the same family. Guarded by its own lock.
public final class AskedModels implements Follower {
    static final int SESSIONS_MAX = 10_000;
    static final int MODELS_EACH_MAX = 16;

    private final SequencedMap<SessionId, Set<String>> asked = new LinkedHashMap<>();

    @Override
    public synchronized void learned(Entry entry) {
        if (!(entry.fact() instanceof CallFact.Decided call) || !call.allowed()) {
            return;
        }
        for (AssetId asset : call.direct()) {
            if (asset.kind().equals(AssetId.MODEL)) {
                call.caller().ifPresent(caller -> note(caller.session(), asset.name()));
            }
        }
    }

    private void note(SessionId session, String model) {
        Set<String> models = Optional.ofNullable(asked.remove(session)).orElseGet(HashSet::new);
        if (models.size() < MODELS_EACH_MAX) {
            models.add(model);
        }
        asked.putLast(session, models);
        if (asked.size() > SESSIONS_MAX) {
            asked.pollFirstEntry();
        }
    }

    public synchronized Set<String> by(SessionId session) {
        return Set.copyOf(asked.getOrDefault(session, Set.of()));
    }
}
