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

    private static Means means(boolean ownUser) {
        return new Means(Tier.PID_NAMESPACE, By.WATCHED, By.NOT, By.WATCHED, By.WATCHED, ownUser, true);
    }
}
