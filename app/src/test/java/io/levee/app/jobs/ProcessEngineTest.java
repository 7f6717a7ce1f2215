package io.levee.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.processes.Means;
import io.levee.adapters.processes.Means.By;
import io.levee.adapters.processes.Tier;
import org.junit.jupiter.api.Test;

final class ProcessEngineTest {
    @Test
    void nothingRunsWithTheUserWhoReadsLeveesKeysUnlessThatIsSaid() {
        assertThat(ProcessEngine.unfit(means(true), false)).isEmpty();
        assertThat(ProcessEngine.unfit(means(false), false))
                .hasValueSatisfying(why -> assertThat(why).contains("sharedUser: true"));
        assertThat(ProcessEngine.unfit(means(false), true)).isEmpty();
    }

    @Test
    void peopleReadHowTheirJobsAreHeld() {
        assertThat(HeldPrograms.text(means(true)))
                .isEqualTo("jobs end by pid-namespace; Levee watches their memory, processes, disk; "
                        + "nothing holds their processors; each has a user of its own");
        assertThat(HeldPrograms.text(means(false))).contains("Levee's own user");
    }

    private static Means means(boolean ownUser) {
        return new Means(Tier.PID_NAMESPACE, By.WATCHED, By.NOT, By.WATCHED, By.WATCHED, ownUser, true);
    }
}
