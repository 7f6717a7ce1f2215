package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.identity.Chain;
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

    /// The whole story behind what [#seek] answers: every principal's answer, not only the first no. Costs what asking
    /// everybody costs; not for the path of a call.
    public Explanation explain(Chain chain, Action action, AssetId resource) {
        return ConsentRules.explain(inForce.get(), chain, action, resource);
    }
}
