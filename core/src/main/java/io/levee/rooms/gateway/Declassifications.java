package io.levee.rooms.gateway;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.consent.SessionLabels;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.LabelFact;
import io.levee.facts.Reasons;
import io.levee.fault.Refusal;
import io.levee.identity.Chain;
import io.levee.ledger.Entry;
import io.levee.ledger.History;
import io.levee.ledger.Ledger;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The door through which a cleared person lets go, to one sink, what a session has read. Thread-safe. The person looks
/// at a call that was refused for its labels, so they know what would go where.
public final class Declassifications {
    public static final int REASON_LENGTH_MAX = 300;
    /// In one session. Whoever needs more should have its sink cleared.
    static final int PER_SESSION_MAX = 16;

    private static final Duration TOLD_MAX = Duration.ofSeconds(5);

    private final Consents consents;
    private final SessionLabels labels;
    private final History history;
    private final Ledger ledger;
    private final ReplicaView replicas;

    /// @param labels already follows the ledger's label facts
    public Declassifications(
            Consents consents, SessionLabels labels, History history, Ledger ledger, ReplicaView replicas) {
        this.consents = consents;
        this.labels = labels;
        this.history = history;
        this.ledger = ledger;
        this.replicas = replicas;
    }

    /// What whoever asked is told.
    public sealed interface Answer {
        record Done(LabelFact.Declassified act) implements Answer {}

        /// @param detail ids only
        record Refused(Refusal refusal, String detail) implements Answer {}
    }

    /// Lets the labels for which `decision` refused a call go to what that call named. In effect when this
    /// returns, until the session reads of one of these labels again. Each source must let this person
    /// declassify it (Cedar's `declassify`); no agent can. Throws `IllegalArgumentException` for a reason
    /// that is no line of text.
    public Answer declassify(Chain by, DecisionId decision, String reason) {
        String why = Reasons.check(reason, REASON_LENGTH_MAX);
        Optional<CallFact.Decided> found = history.about(decision.value()).stream()
                .map(Entry::fact)
                .filter(CallFact.Decided.class::isInstance)
                .map(CallFact.Decided.class::cast)
                .findFirst();
        if (found.isEmpty() || !found.get().reason().equals(GatewayRefusal.LABEL_NOT_CLEARED.code())) {
            return new Answer.Refused(GatewayRefusal.NOT_REFUSED_FOR_LABELS, decision.value());
        }
        CallFact.Caller caller = found.get().caller().orElseThrow();
        Set<String> refused = found.get().evidence().stream()
                .filter(evidence -> evidence.kind().equals("label"))
                .map(evidence -> evidence.ref())
                .collect(Collectors.toCollection(TreeSet::new));
        List<LabelFact.Raised> raises = labels.raises(caller.session(), refused);
        if (raises.isEmpty() || labels.declassifications(caller.session()) >= PER_SESSION_MAX) {
            return new Answer.Refused(
                    GatewayRefusal.SESSION_OVER, caller.session().value());
        }
        List<AssetId> sources = raises.stream()
                .map(LabelFact.Raised::source)
                .distinct()
                .sorted()
                .toList();
        if (consents.seek(by, Action.DECLASSIFY, sources) instanceof Consent.Withheld no) {
            String detail = no.detail().isEmpty() ? sources.getFirst().toString() : no.detail();
            return new Answer.Refused(no.refusal(), no.principal() + " " + detail);
        }
        LabelFact.Declassified act = new LabelFact.Declassified(
                caller.session(),
                refused,
                raises.stream().map(LabelFact.Raised::decision).collect(Collectors.toSet()),
                Set.copyOf(found.get().direct()),
                decision,
                by.person(),
                why);
        return release(act);
    }

    /// INVARIANT I11: in effect only once every replica raises anew what is read. Else one that has not heard
    /// of it would let the session read more of the same, and another let that go.
    private Answer release(LabelFact.Declassified act) {
        Receipt at = ledger.write(act);
        if (!replicas.awaitSeen(at, TOLD_MAX).isEmpty()) {
            return new Answer.Refused(GatewayRefusal.VIEW_STALE, act.decision().value());
        }
        ledger.write(new LabelFact.Released(act.session(), act.decision(), act.covered()));
        return new Answer.Done(act);
    }
}
