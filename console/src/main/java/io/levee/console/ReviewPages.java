package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What reviewers said of changes, for whoever may audit; and how two people let pass what they
/// did not.
final class ReviewPages {
    /// Rows on the page; the API remembers more.
    static final int ROWS_MAX = 500;

    private final Api api;
    private final Pages pages;

    ReviewPages(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    void register(JavalinDefaultRoutingApi routing, Door door) {
        routing.get("/reviews", door.visitor(this::list));
        routing.get("/reviews/{id}", door.visitor((ctx, session) -> show(ctx, session, 200, "")));
        routing.post("/reviews/{id}/override", door.click(this::override));
        routing.get("/scores", door.visitor(this::scores));
    }

    private void list(Context ctx, Session session) {
        ReviewFilter filter = ReviewFilter.of(ctx.queryParam("show"), ctx.queryParam("team"));
        Reply reply = api.get(session.token(), "/v1/reviews");
        if (!(reply instanceof Reply.Answered(var json))) {
            pages.refused(ctx, reply);
            return;
        }
        List<Review> all = new ArrayList<>();
        json.path("reviews").forEach(one -> all.add(Api.read(one, Review.class)));
        List<Review> rows = all.stream().filter(filter::admits).limit(ROWS_MAX).toList();
        pages.show(
                ctx,
                200,
                session,
                "reviews.jte",
                Map.of("rows", rows, "filter", filter, "teams", ReviewFilter.teams(all), "none", all.isEmpty()));
    }

    private void show(Context ctx, Session session, int status, String problem) {
        Reply reply = api.get(session.token(), path(ctx));
        if (!(reply instanceof Reply.Answered(var json))) {
            pages.refused(ctx, reply);
            return;
        }
        Review review = Api.read(json.path("review"), Review.class);
        boolean kept = isThere(json.path("report"));
        ReviewReport report = kept ? Api.read(json.path("report"), ReviewReport.class) : ReviewReport.of(review);
        ShownChange change =
                isThere(json.path("change")) ? Api.read(json.path("change"), ShownChange.class) : ShownChange.NONE;
        pages.show(
                ctx,
                status,
                session,
                "review.jte",
                Map.of(
                        "review", review,
                        "report", report,
                        "kept", kept,
                        "change", change,
                        "reviewed", ReviewedChange.of(change, report.findings()),
                        "blast", Blast.of(report.reaches()),
                        "problem", problem));
    }

    private void override(Context ctx, Session session) {
        String reason = text(ctx.formParam("reason"));
        switch (api.post(session.token(), path(ctx) + "/override", Map.of("reason", reason))) {
            case Reply.Answered _ -> LoginPages.seeOther(ctx, "/reviews/" + Api.segment(ctx.pathParam("id")));
            case Reply.Refused(var status, var code, var title, var detail) ->
                show(ctx, session, status, code + ": " + (title.isEmpty() ? detail : title));
            case Reply.Unreachable nobody -> pages.refused(ctx, nobody);
        }
    }

    private void scores(Context ctx, Session session) {
        Reply reply = api.get(session.token(), "/v1/review-scores");
        if (reply instanceof Reply.Answered(var json)) {
            pages.show(ctx, 200, session, "scores.jte", Map.of("scores", Api.read(json, Scores.class)));
        } else {
            pages.refused(ctx, reply);
        }
    }

    private static boolean isThere(JsonNode json) {
        return !json.isMissingNode() && !json.isNull();
    }

    private static String path(Context ctx) {
        return "/v1/reviews/" + Api.segment(ctx.pathParam("id"));
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe.strip();
    }
}
