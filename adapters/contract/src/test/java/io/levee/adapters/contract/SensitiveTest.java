package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
