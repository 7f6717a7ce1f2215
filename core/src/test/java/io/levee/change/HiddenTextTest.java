package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.HiddenText.Hidden;
import io.levee.change.HiddenText.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HiddenTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                // Trojan Source, as its paper shows it
                "DIRECTION |/*\u202E } \u2066if (isAdmin)\u2069 \u2066 begin admins only */",
                "DIRECTION |if access_level != \"user\u202E \u2066// Check if admin\u2069 \u2066\":",
                "DIRECTION |x = 'a\u200Fb'",
                "DIRECTION |a\u2067b\u2069c",
                "DIRECTION |\u05D0 = \"\u2067a\" // x\u2069",
                "DIRECTION |\u05D0\u202Eabc\u202C",
                "DIRECTION |\u05D0 = \u2067a\" + b\u2069",
                "DIRECTION |stray \u2069",
                "INVISIBLE |is\u200BAdmin",
                "INVISIBLE |is\u200DAdmin",
                "INVISIBLE |is\u200CAdmin",
                "INVISIBLE |is\u2060Admin",
                "INVISIBLE |pass\u00ADword",
                "INVISIBLE |const { x,\u3164} = req.query",
                "INVISIBLE |a\uFFA0b",
                "INVISIBLE |a\u2800b",
                "INVISIBLE |a\uFEFFb",
                "INVISIBLE |a\u115Fb",
                "TAGS      |hello\uDB40\uDC69\uDB40\uDC67\uDB40\uDC6E",
                "TAGS      |\uD83C\uDFF4\uDB40\uDC69\uDB40\uDC67\uDB40\uDC6E",
                "VARIATION |a\uFE00\uFE01",
                "VARIATION |\uD83D\uDE00\uFE0F\uFE01\uFE02",
                "VARIATION |a\uDB40\uDD10",
                "PRIVATE_USE|\uE0B0",
                "PRIVATE_USE|\uDBC0\uDC00",
                "CONTROL   |\u001B[2Kclean",
                "CONTROL   |rm -rf /\b\b\b\b",
                "CONTROL   |a\u0000b",
                "CONTROL   |a\u2028b",
                "CONTROL   |a\u0085b",
                "LOOKALIKE |p\u0430ssword",
                "LOOKALIKE |\u0430dmin",
                "LOOKALIKE |if (\u0441\u043E\u0440\u0435 == x)",
                "LOOKALIKE |\u0441\u043E\u0440\u0435",
                "LOOKALIKE |p\u03B1ssword",
                "LOOKALIKE |\u039Fption",
                "LOOKALIKE |environment\u01C3=ENV_PROD",
                "LOOKALIKE |int x = 1\u037E",
                "LOOKALIKE |\uD835\uDC1Exec",
                "LOOKALIKE |\uFF45val"
            })
    void whatNobodySeesIsFound(String kind, String text) {
        assertThat(HiddenText.in(text.startsWith("\u0441\u043E\u0440") ? "x " + text : text))
                .extracting(Hidden::kind)
                .contains(Kind.valueOf(kind.strip()));
    }

    static List<String> clean() {
        return List.of(
                "int x = 1; // plain",
                "\tÄpfel, Öl und Übermut: größer, ñandú, çà, Łódź, İstanbul",
                "// комментарий по-русски: он а со тор, код API-ключ, JSONа и JSONом",
                "// όλα καλά: το κείμενο; ναι",
                "πράγμα x = α + β; ρ_max = σx * sinα + Δt",
                "日本語のコメント　全角スペース、ＡＢＣ、カタカナ",
                "中文注释：你好，世界 葛\uDB40\uDD00城市",
                "한국어 주석 \u1112\u1161\u11AB",
                "👨\u200D👩\u200D👧\u200D👦 ❤\uFE0F 👩🏽\u200D💻 🏳\uFE0F\u200D🌈 🏴\u200D☠\uFE0F 1\uFE0F⃣ ©\uFE0F ✔\uFE0E",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F England",
                "می\u200Cخواهم",
                "क्\u200Dष क्\u200Cष ශ්\u200Dරී",
                "ภาษา\u200Bไทย",
                "\"مرحبا \u2068Levee\u2069 2.0\"",
                "greeting=שלום \u2067עולם\u2069 {0}\u200F",
                "ab\u202Bעברית\u202C",
                "⠋⠙⠹\u2800\u2800⠸",
                "\uFEFFimport x",
                "\f",
                "a\r",
                "ᠮᠣᠩᠭᠣᠯ\u180B",
                "caf\uDCE9 latin-1",
                "≨\uFE00 0\uFE00",
                " ".repeat(120) + "deep",
                "id,name" + "\t".repeat(20) + "x",
                "",
                "a\nb\r\nc");
    }

    @ParameterizedTest
    @MethodSource("clean")
    void whatWritingSystemsNeedIsClean(String text) {
        assertThat(HiddenText.in(text)).isEmpty();
    }

    @Test
    void textFarOutsideTheWindowIsFound() {
        Hidden hidden = HiddenText.in("ok();" + " ".repeat(400) + "evil();").getFirst();

        assertThat(hidden.kind()).isEqualTo(Kind.FAR_RIGHT);
        assertThat(hidden.column()).isEqualTo(6);
        assertThat(HiddenText.visible("ok();" + " ".repeat(400) + "evil();")).isEqualTo("ok();<400 blanks>evil();");
        assertThat(HiddenText.in("x" + " ".repeat(400))).isEmpty();
    }

    @Test
    void aCarriageReturnInTheMiddleOfALineIsFound() {
        assertThat(HiddenText.in("evil\rgood")).extracting(Hidden::kind).containsExactly(Kind.CONTROL);
        assertThat(HiddenText.in("good\r\ngood\r")).isEmpty();
    }

    @Test
    void aFindingSaysWhereWhatAndWhy() {
        Hidden tags = HiddenText.in("hello" + tags("ignore all")).getFirst();
        assertThat(tags.column()).isEqualTo(6);
        assertThat(tags.codePoints()).hasSize(10).startsWith(0xE0069);
        assertThat(tags.why()).contains("ignore all");

        Hidden word = HiddenText.in("var p\u0430ss = 1").getFirst();
        assertThat(word.column()).isEqualTo(5);
        assertThat(word.codePoints()).containsExactly(0x430);
        assertThat(word.why()).contains("`pass`").contains("CYRILLIC SMALL LETTER A");
    }

    private static String tags(String text) {
        StringBuilder tags = new StringBuilder();
        text.chars().forEach(c -> tags.appendCodePoint(0xE0000 + c));
        return tags.toString();
    }

    @Test
    void whatIsHiddenIsWrittenOut() {
        assertThat(HiddenText.visible("a\u202Eb")).isEqualTo("a<U+202E>b");
        assertThat(HiddenText.visible("p\u0430ss")).isEqualTo("p<U+0430>ss");
        assertThat(HiddenText.visible("x\u001B[2K")).isEqualTo("x<U+001B>[2K");
        assertThat(HiddenText.visible("caf\uDCE9 \uD800")).isEqualTo("caf<0xE9> <U+D800>");
        assertThat(HiddenText.visible("größer 👩🏽\u200D💻")).isEqualTo("größer 👩🏽\u200D💻");
    }

    @Test
    void whateverIsReadWhatIsVisibleHidesNothing() {
        int[] alphabet = {
            'a', 'b', ' ', '\t', '\n', '\r', '"', '/', '*', 0x430, 0x431, 0x3B1, 0x39F, 0x202A, 0x202C, 0x202E, 0x2066,
            0x2067, 0x2069, 0x200B, 0x200D, 0x200F, 0x5D0, 0x1F600, 0xFE0F, 0xE0061, 0xE007F, 0x1F3F4, 0xE000, 0x1B, 0,
            0xD800, 0xDC80, 0xDCFF, 0x2800, 0x2801, 0x3164, 0xFEFF, 0x37E, 0x1D41E, 0xE0100, 0x845B, 0x915, '1', '_'
        };
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(40); left > 0; left--) {
                text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            String visible = HiddenText.visible(text.toString());
            assertThat(visible.codePoints()
                            .filter(c -> c == 0x202E || (c >= 0xE000 && c <= 0xF8FF) || c == 0x1B || c == 0))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(HiddenText.in(text.toString())).as("seed %d", seed).allSatisfy(hidden -> {
                assertThat(hidden.column()).isBetween(1, text.length());
                assertThat(hidden.why()).isNotBlank();
            });
        }
    }

    @Test
    void aHugeLineTakesLinearTime() {
        for (String unit :
                List.of("\u2067", "\u2800", "\u0430a", "\uD83C\uDFF4\uDB40\uDC61", "\u202E\u202C", "\r", " x")) {
            assertThat(HiddenText.in(unit.repeat(100_000))).hasSizeLessThanOrEqualTo(HiddenText.HIDDEN_MAX);
        }
    }
}
