package io.levee.rooms.jobs;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.identity.Chain;
import io.levee.rooms.jobs.AdmissionRules.Asked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What everybody in a job's chain must agree to. Thread-safe; keeps nothing.
///
/// INVARIANT I2: asked at admission, and again before each attempt and when it is decided to publish, for
/// a job lives longer than some rights do.
public final class Rights {
    private final Consents consents;

    public Rights(Supplier<InForce> inForce) {
        this.consents = new Consents(inForce);
    }

    List<Asked> of(Chain chain, AssetId job, Collection<AssetId> reads, Collection<AssetId> outputs) {
        List<Asked> all = new ArrayList<>();
        all.add(ask(chain, Action.CHANGE, job));
        reads.stream().sorted().forEach(asset -> all.add(ask(chain, Action.READ, asset)));
        outputs.forEach(asset -> all.add(ask(chain, Action.CHANGE, asset)));
        return all;
    }

    /// What is not permitted any more of what was admitted; empty where all of it still is.
    public Optional<String> objection(JobSpec spec) {
        List<AssetId> outputs =
                spec.outputs().stream().map(JobSpec.StagedOutput::asset).toList();
        return of(spec.chain(), spec.asset(), spec.reads(), outputs).stream()
                .flatMap(asked -> AdmissionRules.consent(asked).stream())
                .map(JobAnswer.Missing::toString)
                .findFirst();
    }

    private Asked ask(Chain chain, Action action, AssetId asset) {
        return new Asked(action, asset, consents.seek(chain, action, asset));
    }
}
