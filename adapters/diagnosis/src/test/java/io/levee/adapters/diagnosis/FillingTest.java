package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FillingTest {
    @Test
    void whatWasFoundStandsWhereItIsNamed() {
        Map<String, String> found = Map.of("table", "sales daily");
        assertThat(Filling.words("`{table}` of {owner}, for {job}", found)).isEqualTo("`sales daily` of …, for {job}");
    }

    @Test
    void aCommandTakesWordsOfALog() {
        assertThat(Filling.command("chmod a+r {path}", Map.of("path", "/srv/lake/a-1.csv")))
                .isEqualTo("chmod a+r /srv/lake/a-1.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a; rm -rf ~",
                "$(id)",
                "`id`",
                "a b",
                "a'b",
                "a\"b",
                "a|b",
                "a>b",
                "a&",
                "a\nb",
                "~",
                "*",
                "\\",
                "!a"
            })
    void aCommandTakesNothingOfALogThatAShellWouldObey(String text) {
        assertThat(Filling.command("chmod a+r {path}", Map.of("path", text))).isEqualTo("chmod a+r …");
        assertThat(Filling.command("chmod a+r '{path}'", Map.of("path", text))).isEqualTo("chmod a+r '…'");
    }
}
