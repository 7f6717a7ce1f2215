package io.levee.adapters.http;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import io.levee.rooms.stop.StopOrder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One stop order as the API shows it.
///
/// @param layers    what the order named
/// @param inForce   on which of them it is in force
/// @param freeze    whether only changes are refused
/// @param expiresAt null where only people end it
/// @param people    who cannot resume it, because it was theirs
/// @param holds     whether every layer that is not only asked took hold, and its probe saw so
/// @param resume    null until somebody proposed to resume
record StopView(
        String id,
        String scope,
        List<String> layers,
        List<String> inForce,
        boolean freeze,
        @Nullable String expiresAt,
        List<String> people,
        String by,
        String reason,
        String time,
        String state,
        List<Report> reports,
        boolean holds,
        @Nullable Resume resume) {

    /// @param asked          whether this layer only asks, which is never counted as a stop
    /// @param verified       whether its probe saw that it holds
    /// @param verifiedMicros from the order being durable to the probe's answer; 0 where there was none
    /// @param evidence       what the probe tried and what came of it
    record Report(
            String layer,
            String stopper,
            boolean asked,
            boolean effective,
            long micros,
            long affected,
            String detail,
            boolean verified,
            long verifiedMicros,
            String evidence) {}

    /// @param layers what was proposed to be let go
    record Resume(String proposedBy, @Nullable String confirmedBy, String reason, List<String> layers) {}

    static StopView of(StopOrder order) {
        StopFact.Ordered ordered = order.ordered();
        return new StopView(
                ordered.stop().value(),
                ordered.scope().toString(),
                words(ordered.layers()),
                words(order.layers()),
                ordered.freeze(),
                ordered.expiresAt().map(Times::text).orElse(null),
                ordered.people().stream().map(ActorId::toString).sorted().toList(),
                ordered.by().toString(),
                ordered.reason(),
                Times.text(order.time()),
                order.state().name().toLowerCase(Locale.ROOT),
                order.reports().stream().map(report -> report(order, report)).toList(),
                order.holds(),
                order.proposal().map(proposal -> resume(order, proposal)).orElse(null));
    }

    private static Report report(StopOrder order, StopFact.LayerReport said) {
        Optional<StopFact.LayerProof> proof = order.proofOf(said);
        return new Report(
                word(said.layer()),
                said.stopper(),
                said.layer().cooperative(),
                said.effective(),
                said.micros(),
                said.affected(),
                said.detail(),
                proof.map(StopFact.LayerProof::holds).orElse(false),
                proof.map(StopFact.LayerProof::micros).orElse(0L),
                proof.map(StopFact.LayerProof::evidence).orElse(""));
    }

    private static Resume resume(StopOrder order, StopFact.ResumeProposed proposal) {
        return new Resume(
                proposal.by().toString(),
                order.confirmedBy().map(ActorId::toString).orElse(null),
                proposal.reason(),
                words(proposal.layers().isEmpty() ? order.ordered().layers() : proposal.layers()));
    }

    private static List<String> words(Set<Layer> layers) {
        return layers.stream().sorted().map(StopView::word).toList();
    }

    private static String word(Layer layer) {
        return layer.name().toLowerCase(Locale.ROOT);
    }
}
