package io.levee.rooms.stop.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.consent.ConsentRefusal;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.fault.Refusal;
import io.levee.rooms.gateway.GatewayRefusal;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A new refusal that is Levee's own trouble must not be held against agents.
final class RefusalsThatCountTest {
    private static final int TOO_MANY_REQUESTS = 429;

    @Test
    void noTroubleOfLeveeIsHeldAgainstTheCaller() {
        assertThat(Arrays.stream(GatewayRefusal.values())
                        .filter(refusal -> refusal.status() >= 500 || refusal.status() == TOO_MANY_REQUESTS)
                        .map(Refusal::code))
                .isSubsetOf(Sightings.NOT_THE_CALLERS);
    }

    @Test
    void everyNameIsThatOfARefusal() {
        Set<String> all = Stream.<Refusal[]>of(
                        GatewayRefusal.values(), ApprovalRefusal.values(), ConsentRefusal.values())
                .flatMap(Arrays::stream)
                .map(Refusal::code)
                .collect(Collectors.toSet());
        assertThat(all).containsAll(Sightings.NOT_THE_CALLERS).contains(CountGauge.LABEL_NOT_CLEARED);
    }
}
