package io.levee.adapters.spark;

import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The REST server of a standalone master (`spark.master.rest.enabled`), as
/// [its
/// messages](https://github.com/apache/spark/blob/master/core/src/main/scala/org/apache/spark/deploy/rest/SubmitRestProtocolResponse.scala)
/// have it.
record Submissions(Rest rest) {
    private static final String PATH = "/v1/submissions/";
    private static final int WORDS_MAX = 4_000;
    private static final int REFUSED_FROM = 400;
    private static final int REFUSED_TO = 499;

    /// @param driver  empty where the master refused
    /// @param message what it said
    record Created(Optional<String> driver, String message) {}

    /// @param driver such as `RUNNING`; empty where the master knows no such driver
    record State(Optional<String> driver, String message) {
        boolean ended() {
            return driver.filter(it -> !it.equals("SUBMITTED")
                            && !it.equals("RUNNING")
                            && !it.equals("RELAUNCHING")
                            && !it.equals("UNKNOWN"))
                    .isPresent();
        }
    }

    /// Sent once: a master makes a driver for each.
    ///
    /// @throws IllegalStateException where nobody knows whether one was made
    Created create(Map<String, Object> submission) {
        Answer answer = rest.ask(Ask.json("POST", PATH + "create", submission));
        boolean refused = answer.status() >= REFUSED_FROM && answer.status() <= REFUSED_TO;
        JsonNode said = refused ? answer.maybeJson() : answer.orThrow().json();
        if (!said.path("success").asBoolean(false)) {
            return new Created(Optional.empty(), message(said));
        }
        return new Created(Optional.of(said.path("submissionId").asString("")), message(said));
    }

    /// @throws IllegalStateException where the master does not answer, or is not the one that decides
    State state(String driver) {
        JsonNode said =
                rest.ask(Ask.get(PATH + "status/" + Ask.step(driver))).orThrow().json();
        if (!said.path("action").asString("").equals("SubmissionStatusResponse")) {
            throw new IllegalStateException("the answer is not that of a master of Spark");
        }
        String message = message(said);
        if (!said.path("success").asBoolean(false)) {
            if (!message.isEmpty()) { // one that stands by says so, and knows of no drivers
                throw new IllegalStateException("the master does not decide now");
            }
            return new State(Optional.empty(), "");
        }
        return new State(Optional.of(said.path("driverState").asString("UNKNOWN")), message);
    }

    /// Asks for its end; that it came, [#state] tells.
    void kill(String driver) {
        var _ = rest.ask(Ask.post(PATH + "kill/" + Ask.step(driver)).mayRepeat())
                .orThrow();
    }

    private static String message(JsonNode said) {
        String message = said.path("message").asString("");
        return message.length() <= WORDS_MAX ? message : message.substring(0, WORDS_MAX);
    }
}
