package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class PathRulesTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/gateway/targets.csv", numLinesToSkip = 1, delimiter = '|', maxCharsPerColumn = 8192)
    void everyTargetHasOneReadingOrNone(String target, String outcome, String reading) {
        switch (PathRules.normalise(written(target))) {
            case NormalPath.Normal normal -> {
                assertThat(outcome).as(target).isEqualTo("normal");
                assertThat(normal.text()).isEqualTo(reading);
                assertThat(PathRules.normalise(normal.text()))
                        .as("normalising again changes nothing")
                        .isEqualTo(new NormalPath.Normal(normal.segments(), normal.text(), ""));
            }
            case NormalPath.Refused refused -> {
                assertThat(refused.refusal().code()).as(target).isEqualTo(outcome);
                assertThat(refused.shown()).hasSizeLessThanOrEqualTo(256).matches("[\\x21-\\x7e]*");
            }
        }
    }

    /// In the table, `\xNN` is one character and `*N` after a letter repeats it.
    private static String written(String target) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < target.length(); i++) {
            if (target.startsWith("\\x", i)) {
                text.append((char) Integer.parseInt(target.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                text.append(target.charAt(i));
            }
        }
        return text.toString()
                .replace("LONG", "a".repeat(PathRules.TARGET_LENGTH_MAX))
                .replace("DEEP", "/a".repeat(70));
    }
}
