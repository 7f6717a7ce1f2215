package io.levee.facts;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.SessionId;
import java.util.Set;

/// What sessions have read, and what a person let go. Labels only rise (I11).
public sealed interface LabelFact extends Fact {
    SessionId session();

    /// The session is about to read from `source`, through the call of `decision`, and carries these labels from this
    /// fact on, whatever becomes of the call.
    record Raised(SessionId session, Set<String> labels, AssetId source, DecisionId decision) implements LabelFact {
        public Raised {
            labels = Set.copyOf(labels);
        }
    }

    /// A cleared person lets go to `sinks` what the session had read when they said so. Of no effect before
    /// [Released]; from this fact on, what is read is raised anew.
    ///
    /// @param decision the refused call that they looked at
    /// @param covered  the decisions that had raised these labels
    /// @param sinks    what that call named: a call to these together, or to some of them, may carry the labels
    record Declassified(
            SessionId session,
            Set<String> labels,
            Set<DecisionId> covered,
            Set<AssetId> sinks,
            DecisionId decision,
            ActorId by,
            String reason)
            implements LabelFact {
        public Declassified {
            labels = Set.copyOf(labels);
            covered = Set.copyOf(covered);
            sinks = Set.copyOf(sinks);
        }
    }

    /// Every replica knows that somebody looked at `decision` and let go what `covered` had raised: it
    /// is in effect, until the session reads of one of its labels again.
    record Released(SessionId session, DecisionId decision, Set<DecisionId> covered) implements LabelFact {
        public Released {
            covered = Set.copyOf(covered);
        }
    }
}
