package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where every budget stands, for whoever may audit: the API refuses everybody else.
final class BudgetPages {
    private final Api api;
    private final Pages pages;

    BudgetPages(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    void register(JavalinDefaultRoutingApi routing, Door door) {
        routing.get("/budgets", door.visitor(this::show));
    }

    private void show(Context ctx, Session session) {
        Reply reply = api.get(session.token(), "/v1/budgets");
        if (reply instanceof Reply.Answered(var json)) {
            List<Budget> all = new ArrayList<>();
            json.path("budgets").forEach(one -> all.add(Api.read(one, Budget.class)));
            pages.show(
                    ctx,
                    200,
                    session,
                    "budgets.jte",
                    Map.of("used", Budget.urgentFirst(all), "unused", Budget.unused(all)));
        } else {
            pages.refused(ctx, reply);
        }
    }
}
