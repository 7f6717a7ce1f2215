package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The red button: choose, look at what it covers, confirm, read the report; and how to undo it with a second person.
final class StopPages {
    private final Api api;
    private final Pages pages;

    StopPages(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    void register(JavalinDefaultRoutingApi routing, Door door) {
        routing.get(
                "/stop",
                door.visitor((ctx, session) -> choose(ctx, session, 200, text(ctx.queryParam("scope")), "", "")));
        routing.post("/stop/preview", door.click(this::preview));
        routing.post("/stop", door.click(this::order));
        routing.get("/stops", door.visitor(this::list));
        routing.get("/stops/{id}", door.visitor(this::report));
        routing.post("/stops/{id}/resume", door.click(this::resume));
    }

    private void choose(Context ctx, Session session, int status, String scope, String reason, String problem) {
        SortedSet<String> known = new TreeSet<>();
        for (Decision decision : recent(session)) {
            known.addAll(decision.chain());
            if (decision.person() != null) {
                known.add(decision.person());
            }
            if (decision.session() != null) {
                known.add("session:" + decision.session());
            }
            decision.teams().forEach(team -> known.add("team:" + team));
        }
        known.add("everything");
        pages.show(
                ctx,
                status,
                session,
                "stop.jte",
                Map.of("scope", scope, "reason", reason, "problem", problem, "known", List.copyOf(known)));
    }

    private void preview(Context ctx, Session session) {
        String scope = text(ctx.formParam("scope"));
        String reason = text(ctx.formParam("reason"));
        String problem = problem(scope, reason);
        if (!problem.isEmpty()) {
            choose(ctx, session, 422, scope, reason, problem);
            return;
        }
        pages.show(
                ctx,
                200,
                session,
                "confirm.jte",
                Map.of("scope", scope, "reason", reason, "preview", Preview.of(scope, recent(session))));
    }

    private void order(Context ctx, Session session) {
        String scope = text(ctx.formParam("scope"));
        String reason = text(ctx.formParam("reason"));
        switch (api.post(session.token(), "/v1/stops", Map.of("scope", scope, "reason", reason))) {
            case Reply.Answered(var json) ->
                LoginPages.seeOther(
                        ctx, "/stops/" + Api.segment(Api.read(json, Stop.class).id()));
            case Reply.Refused(var status, var _, var title, var detail) ->
                choose(ctx, session, status, scope, reason, "Nothing was stopped: " + title + " (" + detail + ")");
            case Reply.Unreachable nobody -> pages.refused(ctx, nobody);
        }
    }

    private void list(Context ctx, Session session) {
        Reply reply = api.get(session.token(), "/v1/stops");
        if (reply instanceof Reply.Answered) {
            pages.show(ctx, 200, session, "stops.jte", Map.of("stops", stops(reply)));
        } else {
            pages.refused(ctx, reply);
        }
    }

    private void report(Context ctx, Session session) {
        show(ctx, session, 200, "");
    }

    private void resume(Context ctx, Session session) {
        String path = "/v1/stops/" + Api.segment(ctx.pathParam("id")) + "/resume";
        switch (api.post(session.token(), path, Map.of("reason", text(ctx.formParam("reason"))))) {
            case Reply.Answered _ -> LoginPages.seeOther(ctx, "/stops/" + Api.segment(ctx.pathParam("id")));
            case Reply.Refused(var status, var _, var title, var _) -> show(ctx, session, status, title);
            case Reply.Unreachable nobody -> pages.refused(ctx, nobody);
        }
    }

    private void show(Context ctx, Session session, int status, String problem) {
        Reply reply = api.get(session.token(), "/v1/stops/" + Api.segment(ctx.pathParam("id")));
        if (reply instanceof Reply.Answered(var json)) {
            Stop stop = Api.read(json, Stop.class);
            pages.show(ctx, status, session, "report.jte", Map.of("stop", stop, "problem", problem));
        } else {
            pages.refused(ctx, reply);
        }
    }

    static List<Stop> stops(Reply reply) {
        List<Stop> all = new ArrayList<>();
        if (reply instanceof Reply.Answered(var json)) {
            json.path("stops").forEach(one -> all.add(Api.read(one, Stop.class)));
        }
        return all;
    }

    private List<Decision> recent(Session session) {
        return api.get(session.token(), "/v1/decisions?limit=1000") instanceof Reply.Answered(var json)
                ? FeedPages.decisions(json)
                : List.of();
    }

    private static String problem(String scope, String reason) {
        if (scope.isEmpty()) {
            return "Say what to stop.";
        }
        if (!scope.equals("everything") && !scope.matches("(agent|person|team|session):[A-Za-z0-9._@-]{1,128}")) {
            return "Write agent:NAME, person:NAME, team:NAME, session:ID or everything.";
        }
        return reason.isEmpty() ? "Say why, in one line: whoever is stopped will read it." : "";
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe.strip();
    }
}
