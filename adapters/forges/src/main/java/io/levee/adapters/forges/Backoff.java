package io.levee.adapters.forges;

import io.levee.adapters.rest.Raw;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// How long to wait before the next try: what the forge says, else ever longer. As GitHub and
/// GitLab document their limits: `Retry-After`, else the end of the window where nothing of it is
/// left, else a minute, doubled each time.
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration PAUSE_MAX = Duration.ofSeconds(20);
    static final Duration UNSAID = Duration.ofMinutes(1);

    private Backoff() {}

    /// After an answer that says nothing, or none.
    static Duration pause(int tried, RandomGenerator random) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(tried - 1, 10));
        Duration most = doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
        return Duration.ofMillis((long) (most.toMillis() * (0.5 + random.nextDouble() / 2)));
    }

    /// Empty where the answer is no limit.
    static Optional<Duration> limited(Raw answer, int tried, Instant now) {
        boolean none = left(answer, "X-RateLimit-Remaining") || left(answer, "RateLimit-Remaining");
        boolean limited = answer.status() == 429
                || (answer.status() == 403
                        && (none || answer.header("Retry-After").isPresent() || isSecondary(answer)))
                || (answer.status() == 200 && none && isRefusedQuery(answer));
        if (!limited) {
            return Optional.empty();
        }
        return Optional.of(seconds(answer, "Retry-After")
                .map(Duration::ofSeconds)
                .or(() -> none ? window(answer, now) : Optional.empty())
                .orElse(UNSAID.multipliedBy(1L << Math.min(tried - 1, 6))));
    }

    private static boolean left(Raw answer, String header) {
        return answer.header(header).filter("0"::equals).isPresent();
    }

    private static Optional<Duration> window(Raw answer, Instant now) {
        return seconds(answer, "X-RateLimit-Reset")
                .or(() -> seconds(answer, "RateLimit-Reset"))
                .map(Instant::ofEpochSecond)
                .map(reset -> reset.isAfter(now) ? Duration.between(now, reset).plusSeconds(1) : Duration.ofSeconds(1));
    }

    private static Optional<Long> seconds(Raw answer, String header) {
        return answer.header(header).filter(text -> text.matches("[0-9]{1,11}")).map(Long::valueOf);
    }

    private static boolean isSecondary(Raw answer) {
        JsonNode said = answer.maybeJson();
        return said.path("message").asString("").contains("secondary rate limit")
                || said.path("documentation_url").asString("").contains("secondary-rate-limits");
    }

    /// GraphQL says so in the body of a 200.
    private static boolean isRefusedQuery(Raw answer) {
        return answer.maybeJson()
                .path("errors")
                .valueStream()
                .anyMatch(error -> error.path("type").asString("").equals("RATE_LIMITED"));
    }
}
