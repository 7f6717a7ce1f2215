package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://ana:secret@db.example:6432/levee, jdbc:postgresql://db.example:6432/levee, ana, secret",
        "postgres://ana:p%40ss%2Bword@db/levee?sslmode=require, jdbc:postgresql://db:5432/levee?sslmode=require, ana, p@ss+word",
        "jdbc:postgresql://ana:a+b@[::1]:1/levee, jdbc:postgresql://[::1]:1/levee, ana, a+b"
    })
    void readsWhatLibpqReads(String text, String jdbc, String user, String password) {
        assertThat(DatabaseUrl.parse(text)).isEqualTo(new DatabaseUrl(jdbc, user, Optional.of(password)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ana:secret@db/levee",
                "postgresql://ana:secret@db",
                "postgresql://ana:secret@/levee",
                "postgresql://ana:sec ret@db/levee",
                "postgresql://ana@db/levee?password=secret",
                "db.example",
                ""
            })
    void saysHowToWriteItWithoutShowingThePassword(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining("postgresql://USER:PASSWORD@HOST:PORT/DATABASE")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("sec ret")
                .hasNoCause();
    }

    @Test
    void neverShowsThePassword() {
        assertThat(DatabaseUrl.parse("postgresql://ana:secret@db/levee?sslmode=require"))
                .hasToString("postgresql://db:5432/levee");
    }

    @Test
    void anOldServerIsRefusedByItsVersion() {
        assertThatThrownBy(() -> Database.checkVersion(14))
                .hasMessageContaining("PostgreSQL 14")
                .hasMessageContaining("15");
        Database.checkVersion(15);
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        assertThatThrownBy(() -> Database.external("postgresql://ana:secret@127.0.0.1:1/levee"))
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE))
                .hasMessageNotContaining("secret");
    }
}
