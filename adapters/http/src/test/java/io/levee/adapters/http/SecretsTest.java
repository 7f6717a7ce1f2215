package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.levee.adapters.telemetry.JsonLines;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// I12: whatever is sent, wherever it is hidden, no log line, no answer, no number and no fact repeats it.
class SecretsTest {
    private static final String SECRET = "hunter2-7f3a9c";

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final TestApi api = new TestApi(routing -> routing.post("/broken", ctx -> {
        throw new IllegalStateException("could not read " + ctx.body());
    }));

    @BeforeEach
    void listen() {
        JsonLines lines = new JsonLines();
        lines.setContext(root.getLoggerContext());
        lines.start();
        appender.setContext(root.getLoggerContext());
        appender.setEncoder(lines);
        appender.setOutputStream(logged);
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        root.detachAppender(appender);
        root.setLevel(Level.WARN);
        api.close();
    }

    @Test
    void aPlantedSecretIsFoundNowhere() throws Exception {
        String order = "{\"scope\":\"agent:report-writer\",\"reason\":\"r\",\"%s\":1}".formatted(SECRET);
        StringBuilder answers = new StringBuilder();
        answers.append(api.post("/v1/stops", "ana", order).body());
        answers.append(api.post("/v1/stops", "ana", SECRET).body());
        answers.append(api.post("/v1/explain", "ana", "{\"person\":\"ana\",\"action\":\"" + SECRET + "\"}")
                .body());
        answers.append(api.post("/broken", "ana", SECRET).body());
        answers.append(api.get("/v1/stops?token=" + SECRET, "ana").body());
        answers.append(api.get("/nowhere/" + SECRET, "").body());
        api.revoked.add(SECRET);
        answers.append(api.get("/v1/stops", SECRET).body());
        HttpRequest header =
                api.request("/v1/decisions", "ana").header("X-Secret", SECRET).build();
        answers.append(api.send(header).body());
        raw("GET / HTTP/1.1\r\nHost: x\r\nBad " + SECRET + " header: x\r\n\r\n");
        raw("POST /v1/stops HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ana\r\nTransfer-Encoding: chunked\r\n\r\n"
                + SECRET + "\r\n");

        assertThat(logged.toString(StandardCharsets.UTF_8))
                .as("log lines")
                .contains("nobody foresaw")
                .doesNotContain(SECRET);
        assertThat(answers.toString()).as("answers").doesNotContain(SECRET);
        assertThat(api.ledger.entries().toString()).as("facts").doesNotContain(SECRET);
        assertThat(api.get("/metrics", "").body()).as("numbers").doesNotContain(SECRET);
    }

    private void raw(String request) throws Exception {
        try (Socket socket = new Socket(api.address().getHost(), api.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().readNBytes(12)).isNotEmpty();
        }
    }
}
