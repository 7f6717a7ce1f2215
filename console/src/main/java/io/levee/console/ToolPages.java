package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What servers of MCP say otherwise than it was approved, for whoever may audit. Only shown: approving is a reviewed
/// change of the organisation's folder.
final class ToolPages {
    private final Api api;
    private final Pages pages;

    ToolPages(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    void register(JavalinDefaultRoutingApi routing, Door door) {
        routing.get("/tools", door.visitor(this::show));
    }

    private void show(Context ctx, Session session) {
        Reply reply = api.get(session.token(), "/v1/tools");
        if (reply instanceof Reply.Answered(var json)) {
            List<ToolServer> all = new ArrayList<>();
            json.path("servers").forEach(one -> all.add(Api.read(one, ToolServer.class)));
            pages.show(ctx, 200, session, "tools.jte", Map.of("servers", all));
        } else {
            pages.refused(ctx, reply);
        }
    }
}
