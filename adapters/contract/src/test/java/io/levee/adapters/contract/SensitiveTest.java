package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to ana.b+c@mail.example.com|email",
                "ana@localhost|",
                "4111 1111 1111 1111|card-number",
                "4111-1111-1111-1111|card-number",
                "4111111111111112|",
                "order 12345678901234567890123|",
                "DE89 3704 0044 0532 0130 00|iban",
                "GB82WEST12345698765432|iban",
                "GB83WEST12345698765432|",
                "-----BEGIN RSA PRIVATE KEY-----|private-key",
                "-----BEGIN PRIVATE KEY-----|private-key",
                "-----BEGIN CERTIFICATE-----|",
                "Bearer abcdefghijklmnop1234|bearer-token",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.sig|bearer-token",
                "AKIAIOSFODNN7EXAMPLE|cloud-key",
                "AKIAIOSFODNN7|",
                "nothing to see|",
            })
    void aKindIsKnownByItsForm(String text, String kind) {
        if (kind == null) {
            assertThat(Sensitive.in(text)).isEmpty();
        } else {
            assertThat(Sensitive.in(text)).containsExactly(kind);
        }
    }

    /// The plain forms, which are too slow for hostile text, find the same in small ones.
    @Test
    void whatIsFoundIsWhatThePlainFormsFind() {
        Pattern email = Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}");
        Pattern token = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.");
        String[] parts = {"eyJ", "eyJ", "abcdefgh", "ab", "-", ".", ".", "@", "é", "x.yz"};
        Random random = new Random(11);
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(9); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            Set<String> found = Sensitive.in(text);
            assertThat(found.contains(Sensitive.EMAIL))
                    .as(text.toString())
                    .isEqualTo(email.matcher(text).find());
            assertThat(found.contains(Sensitive.BEARER))
                    .as(text.toString())
                    .isEqualTo(token.matcher(text).find());
        }
    }

    /// Each of these took minutes or more where a search began anew at every character.
    @ParameterizedTest
    @ValueSource(strings = {"eyJ", "x", "a.", "-", "0 ", "A1 ", "eyJaaaaaaaa.", "@a.", "sk-", "A"})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void textThatIsMeantToTakeLongDoesNot(String part) {
        assertThat(Sensitive.in(part.repeat(Sensitive.TEXT_MAX / part.length())))
                .isSubsetOf(Sensitive.EMAIL, Sensitive.BEARER, Sensitive.CARD);
    }
}
