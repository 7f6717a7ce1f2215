package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.consent.Consent;
import io.levee.facts.JobId;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.organisation.JobSettings;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobAnswer;
import io.levee.rooms.jobs.JobRefusal;
import io.levee.rooms.jobs.JobRequest;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.JobTokens;
import io.levee.rooms.jobs.Jobs;
import io.levee.rooms.jobs.PartRules;
import io.levee.rooms.jobs.Setting;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The job room over HTTP. A person asks for a job of an agent that may act for them; an agent asks for its own.
public final class JobRoutes implements Routes {
    private static final int LISTED_MAX = 500;

    private final Guard guard;
    private final Jobs jobs;
    private final Supplier<JobSettings> settings;
    private final Explaining explaining;
    private final Log log;
    private final JobTokens tokens;

    /// What is said of jobs to who never heard of such things.
    public interface Explaining {
        /// What a skill says of its kind of job.
        Optional<String> about(String skill);

        List<PartRules.Part> parts(JobSpec spec);

        /// Entries of `diagnosis.yaml` for failures of jobs here that no skill knows, with real lines of their logs.
        String proposals();
    }

    /// What an attempt printed, without its secrets.
    @FunctionalInterface
    public interface Log {
        /// The end of it, at most some hundred KiB; empty where this replica does not have it.
        Optional<String> of(Job job, Job.Attempt attempt);
    }

    public JobRoutes(
            Guard guard, Jobs jobs, Supplier<JobSettings> settings, Explaining explaining, Log log, JobTokens tokens) {
        this.guard = guard;
        this.jobs = jobs;
        this.settings = settings;
        this.explaining = explaining;
        this.log = log;
        this.tokens = tokens;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/skills/proposals", guard.known(this::proposals));
        routing.post("/v1/jobs", guard.known(this::run));
        routing.get("/v1/jobs", guard.known(this::list));
        routing.get("/v1/jobs/{id}", guard.known(this::one));
        routing.get("/v1/jobs/{id}/log", guard.known(this::log));
        routing.post("/v1/jobs/{id}/end", guard.known(this::end));
        routing.post("/v1/jobs/{id}/rerun", guard.known(this::rerun));
        routing.post("/v1/jobs/{id}/release", guard.known(this::release));
        // with what the job has: a token for the gateway
        routing.post("/v1/jobs/{id}/token", guard.known(Audience.GATEWAY, this::token));
    }

    record Again(@Nullable List<String> changes) {}

    record Listed(List<JobView> jobs) {}

    /// @param missing all of it
    record NotAdmitted(String code, String title, String job, List<JobAnswer.Missing> missing) {}

    private void run(Context ctx, Identity.Known caller) {
        JobAsked body = Json.read(ctx, JobAsked.class);
        JobRequest request = body.request(
                chain(caller.chain(), body.agent()),
                caller.session(),
                settings.get().usual());
        answer(ctx, caller, 201, jobs.run(request));
    }

    /// INVARIANT I2: whoever asks stays in the chain, so no job has more than they have.
    private static Chain chain(Chain caller, @Nullable String agent) {
        if (agent == null
                || (!caller.agents().isEmpty() && caller.caller().name().equals(agent))) {
            return caller;
        }
        return BadInput.parse(agent, name -> caller.delegatedTo(ActorId.agent(name)));
    }

    private void rerun(Context ctx, Identity.Known caller) {
        JobId id = BadInput.parse(ctx.pathParam("id"), JobId::new);
        List<Setting> changes = BadInput.parse(
                "",
                _ -> JobAsked.list(Json.read(ctx, Again.class).changes()).stream()
                        .map(Setting::parse)
                        .toList());
        answer(ctx, caller, 201, BadInput.parse("", _ -> jobs.rerun(caller.chain(), caller.session(), id, changes)));
    }

    private void end(Context ctx, Identity.Known caller) {
        answer(ctx, caller, 202, jobs.end(caller.chain(), BadInput.parse(ctx.pathParam("id"), JobId::new)));
    }

    private void release(Context ctx, Identity.Known caller) {
        answer(ctx, caller, 200, jobs.release(caller.chain(), BadInput.parse(ctx.pathParam("id"), JobId::new)));
    }

    record NewToken(String token, String expiresAt) {}

    private void token(Context ctx, Identity.Known caller) {
        switch (tokens.renew(caller, BadInput.parse(ctx.pathParam("id"), JobId::new))) {
            case JobTokens.Answer.Renewed(var token, var until) -> {
                ctx.header("Cache-Control", "no-store");
                Json.write(ctx, 200, new NewToken(token, until.toString()));
            }
            case JobTokens.Answer.Refused(var refusal, var detail, var retryAfter) -> {
                Problems.refuse(ctx, refusal, detail);
                if (!retryAfter.isZero()) {
                    ctx.header("Retry-After", Long.toString(retryAfter.toSeconds() + 1));
                }
            }
        }
    }

    private void list(Context ctx, Identity.Known caller) {
        Optional<ActorId> whose =
                audits(caller) ? Optional.empty() : Optional.of(caller.chain().person());
        Json.write(
                ctx,
                200,
                new Listed(jobs.newest(whose, LISTED_MAX).stream()
                        .filter(job -> whose.isEmpty() || JobAsked.isOf(caller, job))
                        .map(JobView::of)
                        .toList()));
    }

    private void one(Context ctx, Identity.Known caller) {
        found(ctx, caller).ifPresent(job -> Json.write(ctx, 200, view(job)));
    }

    private void log(Context ctx, Identity.Known caller) {
        Optional<Job> found = found(ctx, caller);
        if (found.isEmpty()) {
            return;
        }
        List<Job.Attempt> attempts = found.get().attempts();
        @Nullable String asked = ctx.queryParam("attempt");
        int number = asked == null ? attempts.size() : BadInput.parse(asked, Integer::parseInt);
        Optional<String> text = attempts.stream()
                .filter(attempt -> attempt.number() == number)
                .findFirst()
                .flatMap(attempt -> log.of(found.get(), attempt));
        if (text.isEmpty()) {
            Problem.of(404, "job-log-unknown", "ask the replica on whose machine it ran, while it is kept there", "")
                    .write(ctx);
            return;
        }
        ctx.status(200).contentType("text/plain; charset=utf-8").result(text.get());
    }

    /// Of a job that is nobody's business of theirs, callers do not learn that there is one.
    private Optional<Job> found(Context ctx, Identity.Known caller) {
        JobId id = BadInput.parse(ctx.pathParam("id"), JobId::new);
        Optional<Job> found = jobs.find(id).filter(job -> JobAsked.isOf(caller, job) || audits(caller));
        if (found.isEmpty()) {
            Problems.refuse(ctx, JobRefusal.JOB_UNKNOWN, id.value());
        }
        return found;
    }

    private boolean audits(Identity.Known caller) {
        return guard.mayAudit(caller) instanceof Consent.Given;
    }

    private void answer(Context ctx, Identity.Known caller, int status, JobAnswer answer) {
        switch (answer) {
            case JobAnswer.Refused(var refusal, var id, var _)
            when refusal == JobRefusal.JOB_NOT_YOURS -> {
                if (found(ctx, caller).isPresent()) {
                    Problems.refuse(ctx, refusal, id);
                }
            }
            case JobAnswer.Known(var job) -> Json.write(ctx, status, view(job));
            case JobAnswer.Refused(var refusal, var job, var missing)
            when !missing.isEmpty() ->
                Json.write(ctx, 403, new NotAdmitted(refusal.code(), refusal.advice(), job, missing));
            case JobAnswer.Refused(var refusal, var detail, var _) -> Problems.refuse(ctx, refusal, detail);
        }
    }

    private JobView view(Job job) {
        return JobView.of(job).explained(explaining.about(job.spec().skill()), explaining.parts(job.spec()));
    }

    /// For auditors alone: logs of everybody's jobs are in it.
    private void proposals(Context ctx, Identity.Known caller) {
        if (guard.mayAudit(caller) instanceof Consent.Withheld withheld) {
            Problems.refuse(ctx, withheld.refusal(), withheld.principal().toString());
            return;
        }
        ctx.status(200).contentType("application/yaml; charset=utf-8").result(explaining.proposals());
    }
}
