package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.identity.Chain;
import java.util.List;
import java.util.function.Supplier;

/// Asks everybody who must agree. Thread-safe; holds nothing but where to look.
public final class Consents {
    private final Supplier<InForce> inForce;

    public Consents(Supplier<InForce> inForce) {
        this.inForce = inForce;
    }

    /// Seeks consent of the whole chain, evaluated now against one snapshot of the organisation.
    public Consent seek(Chain chain, Action action, AssetId resource) {
        return ConsentRules.decide(inForce.get(), chain, action, resource);
    }

    /// Seeks consent for all of these at once, against one snapshot; the first no decides. What is touched is what any
    /// of them touches.
    ///
    /// @param resources one at least
    public Consent seek(Chain chain, Action action, List<AssetId> resources) {
        InForce now = inForce.get();
        Consent joined = ConsentRules.decide(now, chain, action, resources.getFirst());
        for (AssetId resource : resources.subList(1, resources.size())) {
            joined = joined.and(ConsentRules.decide(now, chain, action, resource));
        }
        return joined;
    }

    /// The whole story behind what [#seek] answers: every principal's answer, not only the first no. Costs what asking
    /// everybody costs; not for the path of a call.
    public Explanation explain(Chain chain, Action action, AssetId resource) {
        return ConsentRules.explain(inForce.get(), chain, action, resource);
    }
}
