package io.levee.adapters.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JsonLinesTest {
    private final JsonLines lines = new JsonLines();
    private final LoggerContext loggers = new LoggerContext();

    @Test
    void ourOwnLineHasItsIds() {
        assertThat(line("io.levee.rooms.stop.Stops", "stop {} is in force", null, "stop-1"))
                .contains("\"level\":\"WARN\"", "\"message\":\"stop stop-1 is in force\"")
                .startsWith("{\"time\":\"")
                .endsWith("}\n");
    }

    @Test
    void whatALibraryQuotesIsLeftOut() {
        Throwable quoting = new IllegalArgumentException("cannot read `hunter2`", new RuntimeException("hunter2"));
        assertThat(line("org.eclipse.jetty.http.HttpParser", "bad header {}", quoting, "hunter2"))
                .contains("\"message\":\"bad header {}\"", "IllegalArgumentException", "caused by", "JsonLinesTest")
                .doesNotContain("hunter2");
    }

    @Test
    void ourOwnFaultSaysWhatIsWrong() {
        LeveeException fault = new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "the database does not answer");
        assertThat(line("io.levee.X", "failed", fault)).contains("the database does not answer");
    }

    @Test
    void noTextCanBeginALineOfItsOwn() {
        String hostile = "a\n{\"level\":\"INFO\"}\r\u2028\u0000\"\\\ud800";
        String line = line("io.levee.X", "{}", null, hostile);
        assertThat(line.strip()).doesNotContain("\n", "\r", "\u2028", "\u0000");
        assertThat(line).contains("a\\n{\\\"level\\\":\\\"INFO\\\"}\\u000d\\u2028\\u0000\\\"\\\\\\ud800");
    }

    @Test
    void aLineHasALimit() {
        assertThat(line("io.levee.X", "{}", null, "x".repeat(100_000)).length()).isLessThan(3_000);
    }

    @Test
    void theJdksOwnLoggerEndsInTheSamePlace() {
        System.getLogger("io.levee.bridge").log(System.Logger.Level.INFO, "bound");
        assertThat(System.getLogger("io.levee.bridge").getClass().getName()).startsWith("org.slf4j");
        assertThat(LoggerFactory.getLogger("io.levee.bridge")).isInstanceOf(Logger.class);
    }

    private String line(String logger, String message, @Nullable Throwable thrown, Object... arguments) {
        LoggingEvent event = new LoggingEvent(
                JsonLinesTest.class.getName(), loggers.getLogger(logger), Level.WARN, message, thrown, arguments);
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }
}
