package io.levee.adapters.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import io.levee.adapters.rest.Rest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FlinkRestTest {
    private static final String JOB = "0a000000000000000000000000000001";
    private static final String VERTEX = "bc764cd8ddf7a0cff126f51c16239658";

    private final Map<String, String> answers = new HashMap<>();
    private int status = 200;

    private final HttpDouble server = new HttpDouble() {
        @Override
        protected HttpAnswer answer(HttpAsked request) {
            return HttpAnswer.json(status, answers.getOrDefault(request.path(), "{}"));
        }
    };
    private final FlinkRest rest = new FlinkRest(Rest.at(server.url(), Duration.ofSeconds(20)));

    @AfterEach
    void end() {
        server.close();
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
        assertThat(rest.hosts(JOB)).containsExactly(new TaskHost("tm-1", "10.0.0.5", 6122));
    }

    @Test
    void addressesOfTaskManagersAreReadInEveryForm() {
        assertThat(FlinkRest.taskManager("h:1-a", "akka.ssl.tcp://flink@[::1]:6122/user/rpc/taskmanager_0"))
                .isEqualTo(new TaskHost("h:1-a", "[::1]", 6122));
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
            assertThatThrownBy(() -> rest.jobs()).as(answer).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> rest.state(JOB)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onlyFlinkSaysThatItKnowsNoSuchJob() {
        String path = "/jobs/" + JOB + "/status";
        String exception = "org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job";
        answers.put(path, "{\"errors\":[\"Job not found\"]}");
        status = 404;
        assertThat(rest.state(JOB)).isEmpty();
        answers.put(
                path,
                "{\"errors\":[\"Internal server error.\",\"<Exception on server side:\\n%s\"]}".formatted(exception));
        status = 500;
        assertThat(rest.state(JOB)).as("as Flink 2.3 does").isEmpty();
        for (String other : List.of(
                "{}",
                "{\"errors\":[\"Internal server error.\"]}",
                "{\"errors\":[\"AskTimeoutException: while %s\"]}".formatted(exception))) {
            answers.put(path, other);
            assertThatThrownBy(() -> rest.state(JOB)).as(other).isInstanceOf(IllegalStateException.class);
        }
        answers.put(path, "{}");
        status = 404;
        assertThatThrownBy(() -> rest.state(JOB)).as("a proxy").isInstanceOf(IllegalStateException.class);
    }
}
