package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.identity.Identity;
import io.levee.ledger.Entry;
import io.levee.ledger.History;
import io.levee.rooms.gateway.Declassifications;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decisions: the newest ones, one in full, and the stream of those that come; and letting go what one of them
/// refused for its labels.
public final class DecisionRoutes implements Routes {
    static final int LIMIT_DEFAULT = 100;

    private final Guard guard;
    private final DecisionFeed feed;
    private final History history;
    private final Declassifications declassifications;

    /// @param feed already follows the ledger's call facts
    public DecisionRoutes(Guard guard, DecisionFeed feed, History history, Declassifications declassifications) {
        this.guard = guard;
        this.feed = feed;
        this.history = history;
        this.declassifications = declassifications;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/decisions", guard.auditor(this::list));
        routing.get("/v1/decisions/stream", guard.auditor(new DecisionStream(guard, feed)::serve));
        routing.get("/v1/decisions/{id}", guard.auditor(this::one));
        routing.post("/v1/decisions/{id}/declassify", guard.known(this::declassify));
    }

    private void list(Context ctx, Identity.Known caller) {
        int limit = BadInput.number("limit", ctx.queryParam("limit"), LIMIT_DEFAULT, DecisionFeed.DECISIONS_MAX);
        Json.write(ctx, 200, new Listed(feed.latest(limit)));
    }

    /// From the ledger itself, so that a decision of last year is as good as one of a second ago.
    private void one(Context ctx, Identity.Known caller) {
        DecisionId id = BadInput.parse(ctx.pathParam("id"), DecisionId::new);
        @Nullable DecisionView view = null;
        for (Entry entry : history.about(id.value())) {
            if (entry.fact() instanceof CallFact.Decided decided) {
                view = DecisionView.of(entry, decided);
            } else if (entry.fact() instanceof CallFact.Finished finished && view != null) {
                view = view.ended(entry, finished);
            }
        }
        if (view == null) {
            Problems.missing(ctx, "no decision `%s` was recorded".formatted(id));
            return;
        }
        Json.write(ctx, 200, view);
    }

    /// Who may, the door decides.
    private void declassify(Context ctx, Identity.Known caller) {
        DecisionId id = BadInput.parse(ctx.pathParam("id"), DecisionId::new);
        String reason = BadInput.required(
                "reason", Json.read(ctx, Declassification.class).reason());
        var answer = BadInput.parse(reason, text -> declassifications.declassify(caller.chain(), id, text));
        switch (answer) {
            case Declassifications.Answer.Done(var act) ->
                Json.write(
                        ctx,
                        201,
                        new Declassified(
                                act.session().value(),
                                act.labels().stream().sorted().toList(),
                                OrganisationRoutes.sorted(act.sinks())));
            case Declassifications.Answer.Refused(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
        }
    }

    record Listed(List<DecisionView> decisions) {}

    record Declassification(@Nullable String reason) {}

    record Declassified(String session, List<String> labels, List<String> sinks) {}
}
