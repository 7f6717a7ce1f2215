package io.levee.app.replica;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.time.Duration;

/// How long a review waits for models; a held call waits as long.
final class ReviewPatience {
    static final String VARIABLE = "LEVEE_REVIEW_SECONDS";
    private static final int USUAL = 20;
    private static final int SECONDS_MAX = 60;

    private ReviewPatience() {}

    static Duration of(Configuration configuration) {
        String text = configuration.environment().getOrDefault(VARIABLE, Integer.toString(USUAL));
        int seconds = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "`%s` is `%s`: write whole seconds from 1 to %d".formatted(VARIABLE, text, SECONDS_MAX));
        }
        return Duration.ofSeconds(seconds);
    }
}
