package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What waits for the visitor: look at exactly what would run, then say yes or no.
final class ApprovalPages {
    private final Api api;
    private final Pages pages;

    ApprovalPages(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    void register(JavalinDefaultRoutingApi routing, Door door) {
        routing.get("/approvals", door.visitor(this::list));
        routing.get("/approvals/{id}", door.visitor((ctx, session) -> show(ctx, session, 200, "")));
        routing.post("/approvals/{id}", door.click(this::answer));
    }

    private void list(Context ctx, Session session) {
        Reply reply = api.get(session.token(), "/v1/approvals");
        if (reply instanceof Reply.Answered(var json)) {
            List<Approval> all = new ArrayList<>();
            json.path("approvals").forEach(one -> all.add(Api.read(one, Approval.class)));
            pages.show(ctx, 200, session, "approvals.jte", Map.of("approvals", all));
        } else {
            pages.refused(ctx, reply);
        }
    }

    private void show(Context ctx, Session session, int status, String problem) {
        Reply reply = api.get(session.token(), path(ctx, ""));
        if (reply instanceof Reply.Answered(var json)) {
            Approval approval = Api.read(json, Approval.class);
            pages.show(ctx, status, session, "approval.jte", Map.of("approval", approval, "problem", problem));
        } else {
            pages.refused(ctx, reply);
        }
    }

    /// The form carries the digest of what this page showed, so a click can mean nothing else.
    private void answer(Context ctx, Session session) {
        String word = "give".equals(ctx.formParam("answer")) ? "/give" : "/refuse";
        Map<String, String> said =
                Map.of("digest", text(ctx.formParam("digest")), "reason", text(ctx.formParam("reason")));
        switch (api.post(session.token(), path(ctx, word), said)) {
            case Reply.Answered _ -> LoginPages.seeOther(ctx, "/approvals/" + Api.segment(ctx.pathParam("id")));
            case Reply.Refused(var status, var code, var title, var detail) ->
                show(ctx, session, status, code + ": " + (title.isEmpty() ? detail : title));
            case Reply.Unreachable nobody -> pages.refused(ctx, nobody);
        }
    }

    private static String path(Context ctx, String word) {
        return "/v1/approvals/" + Api.segment(ctx.pathParam("id")) + word;
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe.strip();
    }
}
