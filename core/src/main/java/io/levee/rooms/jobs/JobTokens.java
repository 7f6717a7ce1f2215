package io.levee.rooms.jobs;

import io.levee.facts.JobId;
import io.levee.facts.StopId;
import io.levee.fault.Refusal;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Gives a job that still runs another token like its own, for whoever shows one of the job's own. Thread-safe.
///
/// INVARIANT I2: the chain and the session are those of the job, so a later token may do no more than the first, and
/// what the session has read stays known.
public final class JobTokens {
    /// Two of one job, on one replica.
    static final Duration APART = Duration.ofMinutes(1);
    /// After its admission. What a session has read is forgotten a day later ([io.levee.consent.SessionLabels]), so no
    /// token of it may live then.
    static final Duration AGE_MAX = Duration.ofHours(23);

    private final Function<JobId, Optional<Job>> jobs;
    private final Function<Job, Optional<StopId>> stops;
    private final Issuer issuer;
    private final InstantSource clock;
    private final Map<JobId, Instant> renewed = new HashMap<>();

    /// Mints for minutes, and records it.
    @FunctionalInterface
    public interface Issuer {
        Answer mint(JobSpec spec);
    }

    public sealed interface Answer {
        /// @param token for the job, and for nobody's log
        record Renewed(String token, Instant until) implements Answer {
            /// Without the token itself.
            @Override
            public String toString() {
                return "renewed until " + until;
            }
        }

        /// @param retryAfter zero where it is no matter of time
        record Refused(Refusal refusal, String detail, Duration retryAfter) implements Answer {
            public Refused(Refusal refusal, String detail) {
                this(refusal, detail, Duration.ZERO);
            }
        }
    }

    /// @param stops the order that covers a job, if there is one
    public JobTokens(
            Function<JobId, Optional<Job>> jobs,
            Function<Job, Optional<StopId>> stops,
            Issuer issuer,
            InstantSource clock) {
        this.jobs = jobs;
        this.stops = stops;
        this.issuer = issuer;
        this.clock = clock;
    }

    public Answer renew(Identity.Known caller, JobId id) {
        Optional<Job> found = jobs.apply(id).filter(job -> isOwn(caller, job.spec()));
        if (found.isEmpty()) {
            return new Answer.Refused(JobRefusal.JOB_UNKNOWN, id.value());
        }
        Job job = found.get();
        if (!job.open()) {
            return new Answer.Refused(JobRefusal.JOB_OVER, id.value());
        }
        Optional<StopId> stop = stops.apply(job);
        if (stop.isPresent()) {
            return new Answer.Refused(IdentityRefusal.SCOPE_STOPPED, stop.get().value());
        }
        Instant now = clock.instant();
        if (now.isAfter(job.admittedAt().plus(AGE_MAX))) {
            return new Answer.Refused(JobRefusal.JOB_TOO_OLD_FOR_TOKEN, id.value());
        }
        Duration wait = taken(id, now);
        return wait.isZero()
                ? issuer.mint(job.spec())
                : new Answer.Refused(JobRefusal.JOB_TOKEN_TOO_SOON, id.value(), wait);
    }

    /// Another run of the same agent for the same person is not the job.
    private static boolean isOwn(Identity.Known caller, JobSpec spec) {
        return caller.chain().equals(spec.chain()) && caller.session().equals(spec.session());
    }

    /// Zero where it may be renewed now, which counts as done; else how long to wait.
    private synchronized Duration taken(JobId id, Instant now) {
        renewed.values().removeIf(at -> !at.plus(APART).isAfter(now));
        Instant last = renewed.putIfAbsent(id, now);
        return last == null ? Duration.ZERO : Duration.between(now, last.plus(APART));
    }
}
