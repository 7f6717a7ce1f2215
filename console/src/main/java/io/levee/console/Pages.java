package io.levee.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/// Renders templates; what a template is given is escaped for where it stands.
final class Pages {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), "io.levee.console.pages");

    void show(Context ctx, int status, Session session, String template, Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("visitor", session.person());
        all.put("csrf", session.csrf());
        html(ctx, status, text(template, all));
    }

    void login(Context ctx, int status, String code, String problem) {
        html(ctx, status, text("login.jte", Map.of("code", code, "problem", problem)));
    }

    void problem(Context ctx, int status, String title, String advice) {
        html(ctx, status, text("problem.jte", Map.of("title", title, "advice", advice)));
    }

    /// What the API would not do, as a page.
    void refused(Context ctx, Reply reply) {
        switch (reply) {
            case Reply.Refused(var status, var code, var title, var detail) ->
                problem(ctx, status, code, detail.isEmpty() ? title : title + " (" + detail + ")");
            case Reply.Unreachable _ ->
                problem(
                        ctx,
                        502,
                        "Levee does not answer",
                        "Nothing is known about what you asked for. Check with `./levee stops`, then try again.");
            case Reply.Answered _ -> throw new IllegalStateException("an answer is no refusal");
        }
    }

    String text(String template, Map<String, ?> values) {
        StringOutput out = new StringOutput();
        engine.render(template, new HashMap<>(values), out);
        return out.toString();
    }

    private static void html(Context ctx, int status, String html) {
        ctx.status(status).contentType("text/html; charset=utf-8").result(html);
    }
}
