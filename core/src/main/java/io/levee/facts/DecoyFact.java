package io.levee.facts;

import java.util.Optional;

/// Somebody touched what nobody legitimate touches ([io.levee.catalog.Decoys]).
public sealed interface DecoyFact extends Fact {
    /// @param decoy    the asset, or `credential:NAME`
    /// @param decision the call that touched it; empty where a credential was tried at Levee's own API
    /// @param caller   empty where nobody was identified, as with every credential
    record Touched(String decoy, Optional<DecisionId> decision, Optional<CallFact.Caller> caller)
            implements DecoyFact {}
}
