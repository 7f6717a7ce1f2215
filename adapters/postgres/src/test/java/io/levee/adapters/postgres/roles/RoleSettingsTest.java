package io.levee.adapters.postgres.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoleSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgresql://db:5432/warehouse",
                "jdbc:mysql://db/warehouse",
                "jdbc:postgresql://db:5432/warehouse?socketTimeout=0",
                "jdbc:postgresql://db:port/warehouse"
            })
    void anAddressThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> server(Map.of("url", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`%s`", url);
    }

    @ParameterizedTest
    @CsvSource({"tls,no", "tls,prefer", "ca,/etc/ca.pem"})
    void whatIsNoWayToEncryptIsRefused(String setting, String value) {
        assertThatThrownBy(() -> server(Map.of("url", "jdbc:postgresql://127.0.0.1:5432/warehouse", setting, value)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUserIsNamed() {
        assertThatThrownBy(() -> server(Map.of("user", " "))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "db.internal,verify-full",
        "10.0.0.7,verify-full",
        "'127.0.0.1,db.internal',verify-full",
        "127.0.0.1.evil.example,verify-full",
        "localhost,disable",
        "127.0.0.2,disable",
        "[::1],disable"
    })
    void onlyTheLoopbackGoesWithoutEncryption(String host, String mode) {
        assertThat(server(Map.of("url", "jdbc:postgresql://" + host + "/warehouse"))
                        .encryption())
                .isEqualTo(mode);
    }

    private static RoleServer server(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("url", "jdbc:postgresql://db:5432/warehouse", "user", "levee_stopper", "secret", "warehouse"));
        all.putAll(settings);
        return RoleServer.of(all, _ -> "never asked");
    }
}
