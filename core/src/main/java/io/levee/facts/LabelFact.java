package io.levee.facts;

import io.levee.catalog.AssetId;
import io.levee.identity.SessionId;
import java.util.Set;

/// What sessions have read. Labels only rise (I11).
public sealed interface LabelFact extends Fact {
    SessionId session();

    /// The session is about to read from `source`, through the call of `decision`, and carries these labels from this
    /// fact on, whatever becomes of the call.
    record Raised(SessionId session, Set<String> labels, AssetId source, DecisionId decision) implements LabelFact {
        public Raised {
            labels = Set.copyOf(labels);
        }
    }
}
