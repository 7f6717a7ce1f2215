package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is happening, one call in full, and the story of a session.
final class FeedPages {
    /// Rows on the page; the API remembers more.
    static final int ROWS_MAX = 200;

    private final Api api;
    private final Pages pages;

    FeedPages(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    void register(JavalinDefaultRoutingApi routing, Door door) {
        routing.get("/", door.visitor(this::feed));
        routing.get("/feed", door.visitor(new FeedStream(api, pages)::serve));
        routing.get("/decisions/{id}", door.visitor(this::decision));
        routing.get("/sessions/{id}", door.visitor(this::session));
    }

    private void feed(Context ctx, Session session) {
        Filter filter = Filter.of(ctx.queryParam("show"), ctx.queryParam("q"));
        Reply reply = api.get(session.token(), "/v1/decisions?limit=1000");
        if (!(reply instanceof Reply.Answered(var json))) {
            pages.refused(ctx, reply);
            return;
        }
        List<Decision> rows =
                decisions(json).stream().filter(filter::admits).limit(ROWS_MAX).toList();
        List<Stop> stops = StopPages.stops(api.get(session.token(), "/v1/stops")).stream()
                .filter(Stop::isInForce)
                .toList();
        pages.show(ctx, 200, session, "feed.jte", Map.of("rows", rows, "filter", filter, "stops", stops));
    }

    private void decision(Context ctx, Session session) {
        @Nullable String id = ctx.pathParam("id");
        switch (api.get(session.token(), "/v1/decisions/" + Api.segment(id))) {
            case Reply.Answered(var json) ->
                pages.show(ctx, 200, session, "decision.jte", Map.of("decision", Api.read(json, Decision.class)));
            case Reply.Refused refused -> pages.refused(ctx, refused);
            case Reply.Unreachable nobody -> pages.refused(ctx, nobody);
        }
    }

    private void session(Context ctx, Session session) {
        switch (api.get(session.token(), "/v1/sessions/" + Api.segment(ctx.pathParam("id")))) {
            case Reply.Answered(var json) ->
                pages.show(ctx, 200, session, "session.jte", Map.of("story", Api.read(json, Story.class)));
            case Reply.Refused refused -> pages.refused(ctx, refused);
            case Reply.Unreachable nobody -> pages.refused(ctx, nobody);
        }
    }

    static List<Decision> decisions(JsonNode json) {
        List<Decision> all = new ArrayList<>();
        json.path("decisions").forEach(one -> all.add(Api.read(one, Decision.class)));
        return all;
    }
}
