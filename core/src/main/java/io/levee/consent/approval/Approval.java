package io.levee.consent.approval;

import io.levee.catalog.AssetId;
import io.levee.facts.ApprovalId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One approval, as it stands.
///
/// @param digest    of the call that it is bound to, see [HeldCall#digest]
/// @param payload   empty once it is used up or refused
/// @param answer    who answered what; empty while nobody did
/// @param expiresAt by the store's clock; from then on it is as if it had never been
public record Approval(
        ApprovalId id,
        String digest,
        Chain chain,
        SessionId session,
        List<AssetId> assets,
        Optional<Payload> payload,
        Instant requestedAt,
        Instant expiresAt,
        State state,
        Optional<Answer> answer) {
    public enum State {
        WAITING,
        /// Somebody says yes, and that is not durable yet. Nothing may use it.
        GIVING,
        GIVEN,
        REFUSED,
        USED
    }

    /// What can happen to an approval besides time.
    public enum Event {
        CLAIM(State.WAITING, State.GIVING),
        GIVE(State.GIVING, State.GIVEN),
        REFUSE(State.WAITING, State.REFUSED),
        USE(State.GIVEN, State.USED);

        private final State from;
        private final State to;

        Event(State from, State to) {
            this.from = from;
            this.to = to;
        }

        public State from() {
            return from;
        }

        public State to() {
            return to;
        }

        /// Whether what would be sent need not be kept any longer.
        public boolean forgetsPayload() {
            return to == State.USED || to == State.REFUSED;
        }
    }

    public record Answer(ActorId by, String reason) {}

    public Approval {
        assets = List.copyOf(assets);
    }

    /// Whether anybody may still give, refuse or use it, time aside.
    public boolean open() {
        return state == State.WAITING || state == State.GIVING || state == State.GIVEN;
    }

    /// INVARIANT: what is shown is what the digest binds; a row that somebody edited is neither shown
    /// nor run.
    boolean genuine() {
        return payload.filter(sent -> HeldCall.same(digest, new HeldCall(chain, session, assets, sent).digest()))
                .isPresent();
    }
}
