package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Jobs that agents run for the visitor, or all where the visitor may audit; why they failed, a way to
/// end one, and to let one that did harm run again.
final class JobPages {
    /// Rows on the page; the API lists no more.
    static final int ROWS_MAX = 500;

    private final Api api;
    private final Pages pages;

    JobPages(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    void register(JavalinDefaultRoutingApi routing, Door door) {
        routing.get("/jobs", door.visitor(this::list));
        routing.get("/jobs/{id}", door.visitor((ctx, session) -> show(ctx, session, 200, "")));
        routing.post("/jobs/{id}/end", door.click((ctx, session) -> ask(ctx, session, "end", "ending")));
        routing.post("/jobs/{id}/release", door.click((ctx, session) -> ask(ctx, session, "release", "released")));
    }

    private void list(Context ctx, Session session) {
        JobFilter filter = JobFilter.of(ctx.queryParam("show"));
        Reply reply = api.get(session.token(), "/v1/jobs");
        if (!(reply instanceof Reply.Answered(var json))) {
            pages.refused(ctx, reply);
            return;
        }
        List<Job> all = new ArrayList<>();
        json.path("jobs").forEach(one -> all.add(Api.read(one, Job.class)));
        List<Job> rows = all.stream().filter(filter::admits).limit(ROWS_MAX).toList();
        pages.show(ctx, 200, session, "jobs.jte", Map.of("rows", rows, "filter", filter, "none", all.isEmpty()));
    }

    private void show(Context ctx, Session session, int status, String problem) {
        Reply reply = api.get(session.token(), path(ctx));
        if (!(reply instanceof Reply.Answered(var json))) {
            pages.refused(ctx, reply);
            return;
        }
        Job job = Api.read(json, Job.class);
        @Nullable JobAttempt attempt = chosen(job, ctx.queryParam("attempt"));
        pages.show(
                ctx,
                status,
                session,
                "job.jte",
                Map.of(
                        "job",
                        job,
                        "story",
                        JobStory.of(job),
                        "chosen",
                        attempt == null ? 0 : attempt.number(),
                        "log",
                        attempt == null ? JobLog.none("It never began.") : log(ctx, session, attempt),
                        "ending",
                        ctx.queryParam("ending") != null,
                        "released",
                        ctx.queryParam("released") != null,
                        "problem",
                        problem));
    }

    /// The attempt that was asked for, else the last that says why it failed, while none runs.
    private static @Nullable JobAttempt chosen(Job job, @Nullable String asked) {
        List<JobAttempt> newest = job.attempts().reversed();
        return newest.stream()
                .filter(it -> String.valueOf(it.number()).equals(asked))
                .findFirst()
                .or(() -> newest.stream().findFirst().filter(it -> !it.isOver()))
                .or(() -> newest.stream().filter(it -> it.diagnosis() != null).findFirst())
                .or(() -> newest.stream().findFirst())
                .orElse(null);
    }

    private JobLog log(Context ctx, Session session, JobAttempt attempt) {
        return switch (api.text(session.token(), path(ctx) + "/log?attempt=" + attempt.number())) {
            case Reply.Answered(var text) ->
                JobLog.of(
                        text.asString(),
                        attempt.diagnosis() == null
                                ? List.of()
                                : attempt.diagnosis().evidence());
            case Reply.Refused(var _, var code, var title, var _) -> JobLog.none(code + ": " + title);
            case Reply.Unreachable _ -> JobLog.none("Levee does not answer. Reload the page.");
        };
    }

    /// @param done by what the page tells that it was asked for
    private void ask(Context ctx, Session session, String what, String done) {
        switch (api.post(session.token(), path(ctx) + "/" + what, Map.of())) {
            case Reply.Answered _ ->
                LoginPages.seeOther(ctx, "/jobs/%s?%s=yes".formatted(Api.segment(ctx.pathParam("id")), done));
            case Reply.Refused(var status, var code, var title, var detail) ->
                show(ctx, session, status, code + ": " + (title.isEmpty() ? detail : title));
            case Reply.Unreachable nobody -> pages.refused(ctx, nobody);
        }
    }

    private static String path(Context ctx) {
        return "/v1/jobs/" + Api.segment(ctx.pathParam("id"));
    }
}
