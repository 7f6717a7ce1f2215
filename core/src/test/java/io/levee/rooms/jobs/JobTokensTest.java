package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.JobId;
import io.levee.facts.StopId;
import io.levee.fault.Refusal;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JobTokensTest {
    private static final JobId ID = new JobId("job-1");
    private static final Instant UNTIL = JobSamples.NOW.plusSeconds(600);

    private Job job = JobSamples.running(JobSamples.waiting());
    private Optional<StopId> stop = Optional.empty();
    private Instant now = JobSamples.NOW;
    private final JobTokens tokens = new JobTokens(
            id -> Optional.of(job).filter(it -> it.id().equals(id)),
            _ -> stop,
            _ -> new JobTokens.Answer.Renewed("secret", UNTIL),
            () -> now);

    @Test
    void itsOwnTokenIsRenewedOnceAMinute() {
        assertThat(renewed(own())).isInstanceOf(JobTokens.Answer.Renewed.class);
        now = now.plusSeconds(59);
        assertThat(renewed(own()))
                .isEqualTo(new JobTokens.Answer.Refused(JobRefusal.JOB_TOKEN_TOO_SOON, "job-1", Duration.ofSeconds(1)));
        now = now.plusSeconds(1);
        assertThat(renewed(own())).isInstanceOf(JobTokens.Answer.Renewed.class);
    }

    @Test
    void toEverybodyElseThereIsNoSuchJob() {
        Chain chain = job.spec().chain();
        assertThat(refusal(caller(chain, "s-other"))).isEqualTo(JobRefusal.JOB_UNKNOWN);
        assertThat(refusal(caller(Chain.of(chain.person()), "s-1"))).isEqualTo(JobRefusal.JOB_UNKNOWN);
        assertThat(refusal(caller(chain.delegatedTo(ActorId.agent("helper")), "s-1")))
                .isEqualTo(JobRefusal.JOB_UNKNOWN);
        assertThat(tokens.renew(own(), new JobId("job-2")))
                .isEqualTo(new JobTokens.Answer.Refused(JobRefusal.JOB_UNKNOWN, "job-2"));
    }

    @Test
    void whatIsOverOrStoppedOrOldGetsNone() {
        stop = Optional.of(new StopId("stop-1"));
        assertThat(refusal(own())).isEqualTo(IdentityRefusal.SCOPE_STOPPED);
        stop = Optional.empty();
        now = JobSamples.NOW.plus(JobTokens.AGE_MAX).plusMillis(1);
        assertThat(refusal(own())).isEqualTo(JobRefusal.JOB_TOO_OLD_FOR_TOKEN);
        job = JobSamples.in(JobState.CLOSED);
        assertThat(refusal(own())).isEqualTo(JobRefusal.JOB_OVER);
    }

    @Test
    void whatIsPrintedOfAnAnswerIsNoToken() {
        assertThat(renewed(own()).toString()).doesNotContain("secret");
    }

    private JobTokens.Answer renewed(Identity.Known caller) {
        return tokens.renew(caller, ID);
    }

    private Refusal refusal(Identity.Known caller) {
        return ((JobTokens.Answer.Refused) renewed(caller)).refusal();
    }

    private Identity.Known own() {
        return caller(job.spec().chain(), "s-1");
    }

    private Identity.Known caller(Chain chain, String session) {
        return new Identity.Known(chain, new SessionId(session), new TokenId("t-1"), now, now.plusSeconds(600));
    }
}
