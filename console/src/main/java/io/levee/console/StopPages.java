package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The red button: choose, look at what it covers, confirm, read the report; and how to undo it with a second person.
final class StopPages {
    private static final Pattern NAMED =
            Pattern.compile("(agent|person|team|session|job|label):[A-Za-z0-9._@-]{1,128}");
    private static final Pattern CALLED = Pattern.compile("(operation|tool|model):[A-Za-z0-9._/@{}-]{1,200}");
    private static final Pattern LASTING = Pattern.compile("[0-9]{0,7}");

    private final Api api;
    private final Pages pages;

    StopPages(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    void register(JavalinDefaultRoutingApi routing, Door door) {
        routing.get("/stop", door.visitor((ctx, session) -> choose(ctx, session, 200, Wanted.of(ctx::queryParam), "")));
        routing.post("/stop/preview", door.click(this::preview));
        routing.post("/stop", door.click(this::order));
        routing.get("/stops", door.visitor(this::list));
        routing.get("/stops/{id}", door.visitor(this::report));
        routing.post("/stops/{id}/resume", door.click(this::resume));
    }

    /// What a visitor fills in.
    ///
    /// @param lasting seconds after which it ends by itself; empty where only people end it
    record Wanted(String scope, String reason, boolean freeze, String lasting) {
        static Wanted of(Function<String, @Nullable String> form) {
            return new Wanted(
                    text(form.apply("scope")),
                    text(form.apply("reason")),
                    text(form.apply("kind")).equals("freeze"),
                    text(form.apply("lasting")));
        }

        Map<String, Object> body() {
            Map<String, Object> body = new HashMap<>(Map.of("scope", scope, "reason", reason, "freeze", freeze));
            if (!lasting.isEmpty()) {
                body.put("expiresInSeconds", Long.parseLong(lasting));
            }
            return body;
        }

        Map<String, Object> shown(Map<String, Object> more) {
            Map<String, Object> all = new HashMap<>(more);
            all.putAll(Map.of("scope", scope, "reason", reason, "freeze", freeze, "lasting", lasting));
            return all;
        }
    }

    private void choose(Context ctx, Session session, int status, Wanted wanted, String problem) {
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
                wanted.shown(Map.of("problem", problem, "known", List.copyOf(known))));
    }

    private void preview(Context ctx, Session session) {
        Wanted wanted = Wanted.of(ctx::formParam);
        String problem = problem(wanted);
        if (!problem.isEmpty()) {
            choose(ctx, session, 422, wanted, problem);
            return;
        }
        pages.show(
                ctx,
                200,
                session,
                "confirm.jte",
                wanted.shown(Map.of("preview", Preview.of(wanted.scope(), recent(session)))));
    }

    private void order(Context ctx, Session session) {
        Wanted wanted = Wanted.of(ctx::formParam);
        String problem = problem(wanted);
        if (!problem.isEmpty()) {
            choose(ctx, session, 422, wanted, problem);
            return;
        }
        switch (api.post(session.token(), "/v1/stops", wanted.body())) {
            case Reply.Answered(var json) ->
                LoginPages.seeOther(
                        ctx, "/stops/" + Api.segment(Api.read(json, Stop.class).id()));
            case Reply.Refused(var status, var _, var title, var detail) ->
                choose(ctx, session, status, wanted, "Nothing was stopped: " + title + " (" + detail + ")");
            case Reply.Unreachable nobody -> pages.refused(ctx, nobody);
        }
    }

    private void list(Context ctx, Session session) {
        Reply reply = api.get(session.token(), "/v1/stops");
        if (reply instanceof Reply.Answered) {
            pages.show(
                    ctx,
                    200,
                    session,
                    "stops.jte",
                    Map.of(
                            "stops",
                            stops(reply),
                            "stoppers",
                            stoppers(session, "stoppers", Stopper.class),
                            "drills",
                            stoppers(session, "drills", Drill.class)));
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

    /// None where the API does not say: the orders are shown all the same.
    private <T> List<T> stoppers(Session session, String what, Class<T> type) {
        List<T> all = new ArrayList<>();
        if (api.get(session.token(), "/v1/stoppers") instanceof Reply.Answered(var json)) {
            json.path(what).forEach(one -> all.add(Api.read(one, type)));
        }
        return all;
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

    private static String problem(Wanted wanted) {
        String scope = wanted.scope();
        if (scope.isEmpty()) {
            return "Say what to stop.";
        }
        if (!scope.equals("everything")
                && !NAMED.matcher(scope).matches()
                && !CALLED.matcher(scope).matches()) {
            return "Write agent:NAME, person:NAME, team:NAME, session:ID, job:ID, operation:API/ID, tool:SERVER/NAME,"
                    + " model:PROVIDER/NAME, label:NAME or everything.";
        }
        if (!LASTING.matcher(wanted.lasting()).matches()) {
            return "Say when it ends by choosing one of the times.";
        }
        return wanted.reason().isEmpty() ? "Say why, in one line: whoever is stopped will read it." : "";
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe.strip();
    }
}
