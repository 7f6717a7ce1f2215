package io.levee.rooms.review;

import io.levee.identity.TeamId;
import java.util.List;

/// What happens to a change.
public sealed interface ReviewDecision {
    Review review();

    /// Every team that was asked lets it pass, and everything was looked at.
    record Allow(Review review) implements ReviewDecision {}

    /// People must look first.
    ///
    /// @param waitingFor whose people; empty where it is for anybody, because something could not
    ///                   be looked at
    record Hold(Review review, List<TeamId> waitingFor) implements ReviewDecision {
        public Hold {
            waitingFor = List.copyOf(waitingFor);
        }
    }

    /// It must not go on as it is.
    ///
    /// @param by the teams that block it
    record Deny(Review review, List<TeamId> by) implements ReviewDecision {
        public Deny {
            by = List.copyOf(by);
        }
    }

    /// As scripts read it: `allow`, `hold` or `deny`.
    default String word() {
        return switch (this) {
            case Allow _ -> "allow";
            case Hold _ -> "hold";
            case Deny _ -> "deny";
        };
    }
}
