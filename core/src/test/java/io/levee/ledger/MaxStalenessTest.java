package io.levee.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxStalenessTest {
    private static final Instant END = Instant.parse("2026-12-31T00:00:00Z");
    private static final MaxStaleness WAIVED =
            new MaxStaleness(Duration.ofSeconds(8), Duration.ofSeconds(10), Optional.of(END));

    @Test
    void aWaiverEndsAtItsTime() {
        Duration age = Duration.ofSeconds(3);
        assertThat(WAIVED.at(END.minusMillis(1)).isExceededBy(age, true)).isFalse();
        assertThat(WAIVED.at(END).isExceededBy(age, true)).isTrue();
        assertThat(WAIVED.at(END).isExceededBy(age, false)).isFalse();
        assertThat(WAIVED.at(END).isLooser()).isFalse();
    }

    @Test
    void whatIsStricterNeverEnds() {
        MaxStaleness strict = new MaxStaleness(Duration.ofMillis(500), Duration.ofSeconds(1), Optional.empty());
        assertThat(strict.at(END)).isSameAs(strict);
        assertThat(strict.isExceededBy(Duration.ofMillis(501), true)).isTrue();
        assertThat(strict.isExceededBy(Duration.ofMillis(501), false)).isFalse();
        assertThat(strict.isExceededBy(Duration.ofMillis(500), true)).isFalse();
    }

    @Test
    void whatIsLooserWithoutAnEndIsNot() {
        MaxStaleness unsigned = new MaxStaleness(Duration.ofSeconds(8), Duration.ofSeconds(10), Optional.empty());
        assertThat(unsigned.at(Instant.EPOCH).changes()).isEqualTo(MaxStaleness.HOUSE.changes());
    }

    @ParameterizedTest
    @CsvSource({"1000, 10001, longer than 10 s", "5000, 4000, longer than `all`", "99, 4000, shorter than 100 ms"})
    void outsideTheseThereIsNone(long changes, long all, String why) {
        assertThatThrownBy(() -> new MaxStaleness(Duration.ofMillis(changes), Duration.ofMillis(all), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
