package io.levee.facts;

import io.levee.catalog.AssetId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import java.util.List;
import java.util.Optional;

/// What happened to calls at the gateway. Every [Decided] that allowed is followed by one [Finished].
/// [Evaluated] is about a call that nobody made.
public sealed interface CallFact extends Fact {
    DecisionId decision();

    /// @param caller    empty where nobody was identified
    /// @param reason    `allowed`, or the code of the [io.levee.fault.Refusal]
    /// @param detail    ids only
    /// @param direct    the assets that the call names
    /// @param owners    the teams whose assets it touches, directly or not
    /// @param reached   how many assets it reaches besides `direct`
    /// @param revision  the revision of the organisation that was in force
    record Decided(
            DecisionId decision,
            Optional<Caller> caller,
            Target target,
            boolean allowed,
            String reason,
            String detail,
            List<Evidence> evidence,
            List<AssetId> direct,
            List<TeamId> owners,
            int reached,
            String revision)
            implements CallFact {
        public Decided {
            evidence = List.copyOf(evidence);
            direct = List.copyOf(direct);
            owners = List.copyOf(owners);
        }
    }

    /// @param status    what the caller got, 0 where the answer never began
    /// @param bytesIn   body bytes forwarded to the upstream
    /// @param bytesOut  body bytes sent to the caller
    /// @param stop      the order that cut it, where one did
    record Finished(
            DecisionId decision,
            Ending ending,
            int status,
            long bytesIn,
            long bytesOut,
            long micros,
            Optional<StopId> stop)
            implements CallFact {}

    /// A question that was answered: might this chain do that? No call was opened, and this is followed by nothing.
    ///
    /// @param asker   who asked; another chain than the one that was asked about, where they may audit
    /// @param session of the agent that was asked about, empty for a person in person
    /// @param action  `read` or `change`
    /// @param reason  `allowed`, or the code of the [io.levee.fault.Refusal]
    /// @param detail  ids only
    record Evaluated(
            DecisionId decision,
            Caller asker,
            Chain chain,
            Optional<SessionId> session,
            String action,
            AssetId asset,
            boolean allowed,
            String reason,
            String detail,
            List<Evidence> evidence,
            String revision)
            implements CallFact {
        public Evaluated {
            evidence = List.copyOf(evidence);
        }
    }

    record Caller(Chain chain, SessionId session, TokenId token) {}

    /// @param path      normalised, without the query; what was refused before it could be normalised is kept up to
    ///                  256 characters with anything unprintable escaped
    /// @param operation empty where no description declares it: a shadow call
    /// @param changes   whether it may change something
    record Target(String api, String method, String path, Optional<AssetId> operation, boolean changes) {}

    enum Ending {
        COMPLETED,
        CALLER_LEFT,
        UPSTREAM_FAILED,
        TIMED_OUT,
        STOPPED,
        TOO_LARGE,
        /// The request broke the description of its API; nothing of it was forwarded.
        BROKE_CONTRACT,
        /// The answer broke the description of its API; nothing of it reached the caller.
        WITHHELD,
        /// It would not have been allowed any more: the token was revoked, the person lost the right, the view went
        /// stale.
        NO_LONGER_ALLOWED,
        /// Another proxy was told that it may carry the call. Levee sees neither its bytes nor its
        /// end, and cannot cut it.
        CARRIED_ELSEWHERE,
        /// Allowed, but when the decision was made nobody waited for it any more, so nothing was carried.
        DECIDED_TOO_LATE,
        /// Levee ended while the call was open; found at the next start.
        LOST
    }
}
