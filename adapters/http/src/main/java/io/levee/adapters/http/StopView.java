package io.levee.adapters.http;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import io.levee.rooms.stop.StopOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One stop order as the API shows it.
///
/// @param resume null until somebody proposed to resume
record StopView(
        String id,
        String scope,
        List<String> layers,
        String by,
        String reason,
        String time,
        String state,
        List<Report> reports,
        @Nullable Resume resume) {

    record Report(String layer, String stopper, boolean effective, long micros, long affected, String detail) {}

    record Resume(String proposedBy, @Nullable String confirmedBy, String reason) {}

    static StopView of(StopOrder order) {
        StopFact.Ordered ordered = order.ordered();
        return new StopView(
                ordered.stop().value(),
                ordered.scope().toString(),
                ordered.layers().stream().sorted().map(StopView::word).toList(),
                ordered.by().toString(),
                ordered.reason(),
                Times.text(order.time()),
                order.state().name().toLowerCase(Locale.ROOT),
                order.reports().stream().map(StopView::report).toList(),
                order.proposal().map(proposal -> resume(order, proposal)).orElse(null));
    }

    private static Report report(StopFact.LayerReport said) {
        return new Report(
                word(said.layer()), said.stopper(), said.effective(), said.micros(), said.affected(), said.detail());
    }

    private static Resume resume(StopOrder order, StopFact.ResumeProposed proposal) {
        return new Resume(
                proposal.by().toString(),
                order.confirmedBy().map(ActorId::toString).orElse(null),
                proposal.reason());
    }

    private static String word(Layer layer) {
        return layer.name().toLowerCase(Locale.ROOT);
    }
}
