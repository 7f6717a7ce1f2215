package io.levee.adapters.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.levee.adapters.engine.JsonRest;
import io.levee.organisation.StopperSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FlinkRestTest {
    private static final String JOB = "0a000000000000000000000000000001";
    private static final String VERTEX = "bc764cd8ddf7a0cff126f51c16239658";

    private final Map<String, String> answers = new HashMap<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] text = answers.getOrDefault(exchange.getRequestURI().getPath(), "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void theHostsOfAJobAreThoseWhereItsTasksHaveNotEnded() {
        answers.put("/jobs/" + JOB, "{\"vertices\":[{\"id\":\"%s\"}]}".formatted(VERTEX));
        answers.put("/jobs/%s/vertices/%s/taskmanagers".formatted(JOB, VERTEX), """
                {"taskmanagers":[
                  {"taskmanager-id":"tm-1","status-counts":{"CANCELING":1,"CANCELED":0,"RUNNING":0}},
                  {"taskmanager-id":"tm-2","status-counts":{"CANCELED":1,"CANCELING":0}},
                  {"taskmanager-id":"(unassigned)","status-counts":{"SCHEDULED":1}}]}""");
        answers.put("/taskmanagers", """
                {"taskmanagers":[
                  {"id":"tm-1","path":"pekko.tcp://flink@10.0.0.5:6122/user/rpc/taskmanager_0"},
                  {"id":"tm-2","path":"pekko.tcp://flink@10.0.0.6:6122/user/rpc/taskmanager_0"}]}""");
        assertThat(rest().hosts(JOB)).containsExactly(new TaskManager("tm-1", "10.0.0.5", 6122));
    }

    @Test
    void addressesOfTaskManagersAreReadInEveryForm() {
        assertThat(FlinkRest.taskManager("h:1-a", "akka.ssl.tcp://flink@[::1]:6122/user/rpc/taskmanager_0"))
                .isEqualTo(new TaskManager("h:1-a", "[::1]", 6122));
        for (String path : List.of("", "pekko://flink/user", "pekko.tcp://flink@host/user", "not an address")) {
            assertThatThrownBy(() -> FlinkRest.taskManager("tm", path))
                    .as(path)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anAnswerThatIsNotFlinksIsNone() {
        for (String answer : List.of(
                "{}",
                "[]",
                "{\"jobs\":{}}",
                "{\"jobs\":[{}]}",
                "{\"jobs\":[{\"jid\":\"../../cluster\",\"name\":\"x\",\"state\":\"RUNNING\"}]}",
                "{\"jobs\":[{\"jid\":\"%s\",\"name\":null,\"state\":\"RUNNING\"}]}".formatted(JOB))) {
            answers.put("/jobs/overview", answer);
            assertThatThrownBy(() -> rest().jobs()).as(answer).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> rest().state(JOB)).isInstanceOf(IllegalStateException.class);
    }

    private FlinkRest rest() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new FlinkRest(JsonRest.of(
                new StopperSource("x", "flink", Map.of("url", url), Optional.empty(), List.of(), 1), name -> name));
    }
}
