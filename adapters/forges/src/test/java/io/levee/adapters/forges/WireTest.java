package io.levee.adapters.forges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.NoAnswer;
import io.levee.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WireTest {
    private static final HttpAnswer FINE = HttpAnswer.json(200, "[]");

    private final Deque<HttpAnswer> answers = new ArrayDeque<>();
    private final HttpDouble forge = new HttpDouble() {
        @Override
        protected HttpAnswer answer(HttpAsked request) {
            return answers.isEmpty() ? FINE : answers.remove();
        }
    };
    private final FakeClock clock = FakeClock.start();
    private final List<Duration> slept = new ArrayList<>();
    private final Wire wire =
            new Wire(forge.url(), () -> "never-shown", Map.of("User-Agent", "levee"), Said.patience(clock, slept));

    @AfterEach
    void close() {
        forge.close();
    }

    @Test
    void readsAgainWhatFailed() {
        answers.add(HttpAnswer.json(502, ""));
        answers.add(HttpAnswer.json(500, ""));
        assertThat(wire.ask(Ask.get("/x")).status()).isEqualTo(200);
        assertThat(slept).hasSize(2).allMatch(time -> time.compareTo(Backoff.PAUSE_MAX) <= 0);
    }

    @Test
    void givesUpInTheEnd() {
        forge.fails(503);
        assertThat(wire.ask(Ask.get("/x")).status()).isEqualTo(503);
        assertThat(forge.asked()).hasSize(Wire.TRIES_MAX);
        forge.isWell();
        forge.drops(1_000); // the JDK asks again by itself
        assertThatThrownBy(() -> wire.ask(Ask.get("/x")))
                .isInstanceOf(NoAnswer.class)
                .message()
                .doesNotContain("never-shown");
    }

    @Test
    void doesNotTellTwiceWhatMayHaveCome() {
        answers.add(HttpAnswer.json(502, ""));
        assertThat(wire.tell(Ask.json("POST", "/x", Map.of()))).isEmpty();
        forge.drops(1);
        assertThat(wire.tell(Ask.json("POST", "/x", Map.of()))).isEmpty();
        assertThat(forge.asked()).hasSize(2);
    }

    @Test
    void tellsAgainWhatWasOnlyLimited() {
        answers.add(HttpAnswer.json(429, "{}").with(Map.of("Retry-After", "9")));
        assertThat(wire.tell(Ask.json("POST", "/x", Map.of()))).isPresent();
        assertThat(slept.getFirst()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }

    @Test
    void waitsForTheEndOfTheWindow() {
        long reset = FakeClock.START.plusSeconds(100).getEpochSecond();
        answers.add(HttpAnswer.json(403, "{}")
                .with(Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(reset))));
        answers.add(HttpAnswer.json(429, "{}")
                .with(Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", Long.toString(reset + 60))));
        assertThat(wire.ask(Ask.get("/x")).status()).isEqualTo(200);
        assertThat(clock.instant()).isAfter(FakeClock.START.plusSeconds(160));
    }

    @Test
    void waitsAMinuteWhereTheSecondaryLimitSaysNothingAndLongerEachTime() {
        HttpAnswer limited = HttpAnswer.json(403, "{\"message\":\"You have exceeded a secondary rate limit\"}");
        answers.add(limited);
        answers.add(limited);
        assertThat(wire.ask(Ask.get("/x")).status()).isEqualTo(200);
        assertThat(slept.get(0)).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(61));
        assertThat(slept.get(1)).isBetween(Duration.ofMinutes(2), Duration.ofSeconds(121));
    }

    @Test
    void doesNotWaitForAnHourButSaysWhen() {
        answers.add(HttpAnswer.json(429, "{}").with(Map.of("Retry-After", "3600")));
        assertThatThrownBy(() -> wire.ask(Ask.get("/x")))
                .isInstanceOfSatisfying(
                        Busy.class, busy -> assertThat(busy.until()).isEqualTo(FakeClock.START.plusSeconds(3600)));
        assertThat(slept).isEmpty();
    }

    @Test
    void takesARealRefusalForWhatItIs() {
        answers.add(HttpAnswer.json(403, "{\"message\":\"Resource not accessible by integration\"}"));
        assertThat(wire.ask(Ask.get("/x")).status()).isEqualTo(403);
        assertThat(slept).isEmpty();
    }

    @Test
    void waitsWhereGraphQlIsLimitedInAGoodAnswer() {
        answers.add(HttpAnswer.json(200, "{\"errors\":[{\"type\":\"RATE_LIMITED\"}]}")
                .with(Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1")));
        assertThat(wire.ask(Ask.json("POST", "/graphql", Map.of())).json().isArray())
                .isTrue();
        assertThat(slept).hasSize(1);
    }

    @Test
    void turnsPagesUntilTheLastOrTheMost() {
        HttpAnswer more = HttpAnswer.json(200, "[1]")
                .with(Map.of("Link", "<https://elsewhere.example/2>; rel=\"next\", <https://x/9>; rel=\"last\""));
        answers.add(more);
        answers.add(more);
        Pages all = Pages.of(10, page -> wire.ask(Ask.get("/x?page=" + page)));
        assertThat(all.items()).hasSize(2);
        assertThat(all.whole()).isTrue();
        for (int i = 0; i < 20; i++) {
            answers.add(more);
        }
        assertThat(Pages.of(10, page -> wire.ask(Ask.get("/x"))).whole()).isFalse();
    }

    @Test
    void rememberedAreNotMoreThanAllowed() {
        Deliveries deliveries = new Deliveries(clock);
        assertThat(deliveries.isNew("first")).isTrue();
        assertThat(deliveries.isNew("first")).isFalse();
        for (int i = 0; i < Deliveries.KEPT_MAX; i++) {
            deliveries.isNew("other " + i);
        }
        assertThat(deliveries.isNew("first")).isTrue();
        assertThat(deliveries.isNew("other " + (Deliveries.KEPT_MAX - 1))).isFalse();
    }

    @Test
    void followsNoRedirectAndTakesNoPlainAddress() {
        forge.sendsAway();
        assertThat(wire.ask(Ask.get("/x")).status()).isEqualTo(307);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wire("http://github.example", () -> "t", Map.of(), Said.patience()));
    }
}
