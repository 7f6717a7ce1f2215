package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlainWordsTest {
    @Test
    void wordsAndNamesOfSettingsStay() {
        String plain = "retention.ms is -1: max_message_bytes grows to 100 % (see \"orders\"), für alle; 日本語 हिन्दी";
        assertThat(PlainWords.of(plain)).isEqualTo(plain);
    }

    @Test
    void nothingLinksMentionsOrCommands() {
        assertThat(PlainWords.of("[see](https://evil.example/x) @all `rm` **b** <img src=x> #12 !3 ~l"))
                .isEqualTo("see (https: / /evil.example/x) all rm b img src=x 12 3 l");
        assertThat(PlainWords.of("_www.evil.example GH-12 javascript:alert(1)"))
                .isEqualTo("www evil.example GH 12 javascript: alert(1)");
        assertThat(PlainWords.of("a\n/approve\r\n\u001B[2Jb")).isEqualTo("a /approve U+001B 2Jb");
    }

    @Test
    void hiddenTextIsWrittenOut() {
        assertThat(PlainWords.of("ok\u202Eevil")).isEqualTo("ok U+202E evil");
        assertThat(PlainWords.of("a" + "\u0301".repeat(50))).isEqualTo("a\u0301\u0301");
    }

    @Test
    void nothingIsLeftOfSignsAlone() {
        assertThat(PlainWords.of("<<>> ** !! 12 ..")).isEmpty();
        assertThat(PlainWords.of("")).isEmpty();
    }
}
