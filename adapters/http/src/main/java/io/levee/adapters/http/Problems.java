package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.fault.Refusal;
import io.levee.identity.IdentityRefusal;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.jobs.JobRefusal;
import io.levee.rooms.review.ReviewRefusal;
import io.levee.rooms.stop.StopRefusal;
import java.io.IOException;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;

/// The one table: for each refusal and each fault, what does the caller see, and is it worth trying
/// again?
public final class Problems implements Routes {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());
    /// What a caller is told to wait before an attempt that may succeed.
    static final int RETRY_AFTER_SECONDS = 1;

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.exception(BadInput.class, (e, ctx) -> bad(ctx, String.valueOf(e.getMessage())));
        routing.exception(LeveeException.class, (e, ctx) -> fault(ctx, e));
        routing.exception(HttpResponseException.class, (e, ctx) -> protocol(ctx, e.getStatus()));
        routing.exception(IOException.class, (_, ctx) -> protocol(ctx, 400));
        routing.exception(Exception.class, (e, ctx) -> unforeseen(ctx, e));
    }

    /// Answers with a typed no.
    public static void refuse(Context ctx, Refusal refusal, String detail) {
        int status = status(refusal);
        if (status == 401) {
            ctx.header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
        retry(ctx, status);
        Problem.of(status, refusal.code(), refusal.advice(), detail).write(ctx);
    }

    static int status(Refusal refusal) {
        return switch (refusal) {
            case IdentityRefusal identity -> status(identity);
            case ConsentRefusal consent -> status(consent);
            case StopRefusal stop -> status(stop);
            case GatewayRefusal gateway -> gateway.status();
            case ApprovalRefusal approval -> approval.status();
            case ReviewRefusal review -> status(review);
            case JobRefusal job -> status(job);
            default -> 403;
        };
    }

    private static int status(JobRefusal refusal) {
        return switch (refusal) {
            case JOB_NOT_ADMITTED, JOB_NOT_YOURS, JOB_LOG_LABELLED, JOB_TOO_OLD_FOR_TOKEN -> 403;
            case JOB_TOKEN_TOO_SOON -> 429;
            case JOB_UNKNOWN -> 404;
            case JOB_OVER, JOB_NOT_IN_QUARANTINE -> 409;
        };
    }

    private static int status(IdentityRefusal refusal) {
        return switch (refusal) {
            case CREDENTIAL_MISSING,
                    TOKEN_TOO_LARGE,
                    TOKEN_MALFORMED,
                    TOKEN_ALGORITHM,
                    TOKEN_KEY_UNKNOWN,
                    TOKEN_SIGNATURE,
                    TOKEN_ISSUER,
                    TOKEN_AUDIENCE,
                    TOKEN_EXPIRED,
                    TOKEN_NOT_YET_VALID,
                    TOKEN_REVOKED,
                    AGENT_CREDENTIAL,
                    ASSERTION_REPLAYED,
                    LOGIN_REFUSED -> 401;
            case CHAIN_INVALID,
                    CHAIN_SPLICED,
                    PERSON_UNKNOWN,
                    PERSON_INACTIVE,
                    AGENT_UNKNOWN,
                    AGENT_NOT_FOR_PERSON,
                    SCOPE_STOPPED -> 403;
        };
    }

    private static int status(ConsentRefusal refusal) {
        return switch (refusal) {
            case NO_POLICY_LOADED, POLICY_ERROR -> 503;
            case POLICY_FORBIDS,
                    NOT_PERMITTED,
                    HOLD_NOT_POSSIBLE,
                    ACTION_UNKNOWN,
                    ASSET_UNKNOWN,
                    PERSON_UNKNOWN,
                    PERSON_INACTIVE,
                    AGENT_UNKNOWN,
                    AGENT_NOT_FOR_PERSON,
                    PASSPORT_DOES_NOT_COVER -> 403;
        };
    }

    private static int status(StopRefusal refusal) {
        return switch (refusal) {
            case STOP_NOT_PERMITTED, RESUME_NOT_PERMITTED, RESUME_BY_STOPPED -> 403;
            case STOP_SCOPE_UNKNOWN, STOP_LAYER_UNFIT, STOP_EXPIRY_RANGE -> 422;
            case STOP_UNKNOWN -> 404;
            case STOP_ALREADY_RESUMED, RESUME_NEEDS_ANOTHER_PERSON, RESUME_LAYER -> 409;
        };
    }

    private static int status(ReviewRefusal refusal) {
        return switch (refusal) {
            case REVIEW_BUSY -> 503;
            case REVIEW_UNKNOWN -> 404;
            case OVERRIDE_NOT_NEEDED, OVERRIDE_NEEDS_ANOTHER_PERSON, OVERRIDE_PROPOSAL_LAPSED -> 409;
            case OVERRIDE_NOT_PERMITTED, OVERRIDE_BY_CREATOR, OUTCOME_NOT_PERMITTED -> 403;
        };
    }

    static int status(ErrorCode code) {
        return switch (code) {
            case ORGANISATION_INVALID, CONFIGURATION_INVALID -> 503;
            case NOT_FOUND -> 404;
            case DATA_FOLDER_IN_USE, ORIGIN_IN_USE, INTERNAL, LEDGER_CORRUPT -> 500;
            case LEDGER_FULL, DATABASE_UNAVAILABLE -> 503;
            case ENTRY_TOO_LARGE -> 413;
            case TOO_MANY_REQUESTS -> 429;
            case UPSTREAM_UNAVAILABLE -> 502;
            case DEADLINE_EXCEEDED -> 504;
        };
    }

    private static void fault(Context ctx, LeveeException e) {
        int status = status(e.code());
        if (status == 500) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a request failed with LEVEE-%d".formatted(e.code().number()),
                    e);
        }
        if (e.code().worthRetrying()) {
            ctx.header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
        String code = e.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String title = e.code().worthRetrying()
                ? "try again shortly; nobody has to change anything"
                : "look up LEVEE-%d in the log of this replica"
                        .formatted(e.code().number());
        Problem.of(status, code, title, String.valueOf(e.getMessage())).write(ctx);
    }

    static void bad(Context ctx, String detail) {
        Problem.of(400, "bad-request", "send what this endpoint takes", detail).write(ctx);
    }

    static void missing(Context ctx, String detail) {
        Problem.of(404, "not-found", "check the address", detail).write(ctx);
    }

    /// What the web server itself refused.
    private static void protocol(Context ctx, int status) {
        switch (status) {
            case 404 ->
                missing(ctx, "nothing answers %s here".formatted(ctx.method().name()));
            case 405 ->
                Problem.of(405, "method-not-allowed", "use a method that this address knows", "")
                        .write(ctx);
            case 413 ->
                Problem.of(413, "body-too-large", "send at most %d bytes".formatted(ApiLimits.BODY_BYTES_MAX), "")
                        .write(ctx);
            default ->
                Problem.of(status, "bad-request", "send what this endpoint takes", "")
                        .write(ctx);
        }
    }

    private static void unforeseen(Context ctx, Exception e) {
        if (e instanceof HttpException refused) {
            protocol(ctx, refused.getCode());
            return;
        }
        LOG.log(System.Logger.Level.ERROR, "a request failed in a way that nobody foresaw", e);
        Problem.of(500, "internal", "look up LEVEE-2001 in the log of this replica", "")
                .write(ctx);
    }

    private static void retry(Context ctx, int status) {
        if (status == 503 || status == 429) {
            ctx.header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
    }
}
