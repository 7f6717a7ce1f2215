package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.consent.ConsentRefusal;
import io.levee.fault.ErrorCode;
import io.levee.fault.Refusal;
import io.levee.identity.IdentityRefusal;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.stop.StopRefusal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
    static Stream<Refusal> refusals() {
        return Stream.of(
                        IdentityRefusal.values(),
                        ConsentRefusal.values(),
                        StopRefusal.values(),
                        GatewayRefusal.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRefusalHasAStatusAndWordsForPeople(Refusal refusal) {
        assertThat(Problems.status(refusal)).isBetween(400, 504);
        assertThat(Advice.of(refusal.code())).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyFaultHasAStatusAndOnlyTransientOnesInviteARetry(ErrorCode code) {
        int status = Problems.status(code);
        assertThat(status).isBetween(400, 504);
        if (code.worthRetrying()) {
            assertThat(status).isIn(429, 502, 503, 504);
        }
    }
}
