package io.levee.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NamePatternTest {
    @Test
    void aStarStandsForAnything() {
        List<String> yes = List.of(
                "carts carts",
                "carts* carts",
                "carts* carts-2",
                "*carts my-carts",
                "a*b*c abc",
                "a*b*c a1b2b3c",
                "* x",
                "a**c abc",
                "a.c a.c");
        List<String> no = List.of(
                "carts carts-2",
                "carts carts*",
                "carts* my-carts",
                "*carts carts-2",
                "ab*ba aba",
                "a*b*c acb",
                "a.c abc");
        assertThat(yes).allMatch(NamePatternTest::matches);
        assertThat(no).noneMatch(NamePatternTest::matches);
    }

    @Test
    void manyStarsCostNothing() {
        assertThat(new NamePattern("a*".repeat(120) + "b").matches("a".repeat(10_000)))
                .isFalse();
    }

    @Test
    void noPatternIsBlank() {
        assertThatThrownBy(() -> new NamePattern(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean matches(String patternAndName) {
        int blank = patternAndName.indexOf(' ');
        return new NamePattern(patternAndName.substring(0, blank)).matches(patternAndName.substring(blank + 1));
    }
}
