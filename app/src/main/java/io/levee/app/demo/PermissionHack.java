package io.levee.app.demo;

import io.levee.cli.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// An agent hacks around a permission structure and wants to surface data to somebody who must not see it. Each way is
/// tried against acme's real warehouse; each is refused for a reason of its own, and the legitimate query succeeds.
final class PermissionHack {
    static final String NAME = "permission-hack";

    private static final String QUERY = "{\"table\":\"sales.orders\",\"limit\":3}";
    private static final String LONG_QUERY = "{\"table\":\"sales.orders\",\"limit\":1000}";
    private static final long DOWNGRADE_MILLIS_MAX = 100;
    private static final long STOP_MILLIS_MAX = 500;

    /// Ways to spell the endpoint that nobody described, and what gives each away.
    private static final Map<String, String> TRICKS = tricks();

    private static final int REASONS_MIN = 7;

    private final SortedSet<String> reasons = new TreeSet<>();
    private final Stage stage;
    private final Script script;

    private PermissionHack(Stage stage, Script script) {
        this.stage = stage;
        this.script = script;
    }

    static List<Step> play(Stage stage, Consumer<Step> told) {
        Script script = new Script(told);
        new PermissionHack(stage, script).play();
        return script.steps();
    }

    private void play() {
        script.step(
                "ana, an analyst, asks her agent for three orders",
                "allowed",
                () -> outcome("allowed", stage.agent("report-writer", "ana").post("/warehouse/queries", QUERY)));
        script.step(
                "bo, who is no analyst, asks the same agent for the same rows",
                "not-permitted",
                () -> outcome(
                        "not-permitted", stage.agent("report-writer", "bo").post("/warehouse/queries", QUERY)));
        script.step(
                "the agent found an export endpoint that nobody described, and calls it for ana",
                "operation-not-declared, and the warehouse never saw it",
                this::undocumented);
        script.step(
                "it spells the endpoint in %d other ways".formatted(TRICKS.size()),
                "every one refused, and the warehouse never saw it",
                this::pathTricks);
        script.step(
                "another agent splices in the ticket that ana gave to report-writer", "chain-spliced", this::spliced);
        script.step(
                "ana loses her role in people.yaml while her agent holds a good token",
                "not-permitted within %d ms of the edit".formatted(DOWNGRADE_MILLIS_MAX),
                this::downgraded);
        script.step("the agent's token is revoked", "token-revoked", this::revoked);
        script.step(
                "cy presses the red button in the middle of a streaming answer",
                "cut within %d ms, then scope-stopped".formatted(STOP_MILLIS_MAX),
                this::stopped);
        script.step(
                "the attempts were refused for different reasons",
                "at least %d reasons".formatted(REASONS_MIN),
                this::different);
    }

    private Played undocumented() throws IOException, InterruptedException {
        Reply reply = stage.agent("report-writer", "ana").get("/warehouse/internal/export");
        refused(reply.outcome());
        boolean ok = reply.outcome().equals("operation-not-declared")
                && stage.warehouse().exports() == 0;
        String seen = stage.warehouse().exports() == 0 ? "the warehouse never saw it" : "THE WAREHOUSE SAW IT";
        return new Played(reply.outcome() + ", and " + seen, ok, reply.decision());
    }

    private Played pathTricks() throws IOException {
        Caller agent = stage.agent("report-writer", "ana");
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> trick : TRICKS.entrySet()) {
            String outcome = agent.getExactly(trick.getKey()).outcome();
            refused(outcome);
            if (!outcome.equals(trick.getValue())) {
                wrong.add("%s got %s".formatted(trick.getKey(), outcome));
            }
        }
        long exports = stage.warehouse().exports();
        boolean ok = wrong.isEmpty() && exports == 0;
        String actual = ok
                ? "every one refused, and the warehouse never saw it: "
                        + String.join(
                                ", ",
                                new HashSet<>(TRICKS.values()).stream().sorted().toList())
                : "%s; the warehouse saw %d".formatted(wrong, exports);
        return new Played(actual, ok, "");
    }

    private Played spliced() {
        String ticket = stage.tokens().ticket("report-writer", "ana");
        try {
            stage.tokens().exchange("pipeline-fixer", ticket, "levee-gateway");
            return new Played("a token was issued", false, "");
        } catch (CommandFailure refused) {
            String message = String.valueOf(refused.getMessage());
            boolean ok = message.contains("chain-spliced");
            refused(ok ? "chain-spliced" : message);
            return new Played(ok ? "chain-spliced" : message, ok, "");
        }
    }

    private Played downgraded() throws IOException, InterruptedException {
        Caller agent = stage.agent("report-writer", "ana");
        String rows = "/warehouse/queries/"
                + agent.post("/warehouse/queries", QUERY).json().path("queryId").asString();
        if (!agent.get(rows).outcome().equals("allowed")) {
            return new Played("the agent could not read before the edit", false, "");
        }
        String before = Files.readString(stage.people());
        String after = before.replaceFirst("(?s)(\\n  ana:.*?roles: )\\[analyst\\]", "$1[]");
        if (after.equals(before)) {
            return new Played("people.yaml does not give ana the role", false, "");
        }
        long edited = System.nanoTime();
        replace(stage.people(), after);
        long end = edited + TimeUnit.SECONDS.toNanos(5);
        Reply reply;
        do {
            pause();
            reply = agent.get(rows);
        } while (reply.status() < 400 && System.nanoTime() < end);
        long millis = millisSince(edited);
        replace(stage.people(), before);
        awaitAllowed(agent, rows);
        boolean ok = reply.outcome().equals("not-permitted") && millis <= DOWNGRADE_MILLIS_MAX;
        return new Played("%s %d ms after the edit".formatted(reply.outcome(), millis), ok, reply.decision());
    }

    private Played revoked() throws IOException, InterruptedException {
        Caller agent = stage.agent("report-writer", "ana");
        if (!agent.get("/warehouse/tables").outcome().equals("allowed")) {
            return new Played("the agent could not read before", false, "");
        }
        stage.tokens().revoke("report-writer", agent.token());
        return outcome("token-revoked", agent.get("/warehouse/tables"));
    }

    private Played stopped() throws Exception {
        Caller agent = stage.agent("report-writer", "ana");
        String query = agent.post("/warehouse/queries", LONG_QUERY)
                .json()
                .path("queryId")
                .asString();
        CountDownLatch flowing = new CountDownLatch(5);
        HttpResponse<InputStream> stream = agent.stream("/warehouse/queries/" + query + "/rows");
        CompletableFuture<Long> lastByte = CompletableFuture.supplyAsync(() -> lastByte(stream.body(), flowing));
        if (!flowing.await(10, TimeUnit.SECONDS)) {
            return new Played("the stream never flowed", false, "");
        }
        long ordered = System.nanoTime();
        JsonNode stop =
                stage.as("cy").post("/v1/stops", Map.of("scope", "agent:report-writer", "reason", "demo: reads on"));
        long cutMillis = TimeUnit.NANOSECONDS.toMillis(lastByte.get(10, TimeUnit.SECONDS) - ordered);
        Reply next = agent.get("/warehouse/tables");
        refused(next.outcome());
        boolean ok = stop.path("holds").asBoolean()
                && cutMillis <= STOP_MILLIS_MAX
                && next.outcome().equals("scope-stopped");
        String actual = "last byte %d ms after the order, then %s; %s"
                .formatted(Math.max(0, cutMillis), next.outcome(), layers(stop));
        return new Played(actual, ok, stop.path("id").asString());
    }

    /// The codes are collected as they came, not as they were hoped for.
    private Played different() {
        return new Played(
                "%d reasons: %s".formatted(reasons.size(), String.join(", ", reasons)),
                reasons.size() >= REASONS_MIN,
                "");
    }

    private static String layers(JsonNode stop) {
        List<String> layers = new ArrayList<>();
        for (JsonNode report : stop.path("reports")) {
            layers.add("%s %s after %.1f ms"
                    .formatted(
                            report.path("layer").asString(),
                            report.path("verified").asBoolean() ? "verified" : "NOT verified",
                            report.path("verifiedMicros").asLong() / 1_000.0));
        }
        return String.join(", ", layers);
    }

    private static long lastByte(InputStream body, CountDownLatch flowing) {
        long last = System.nanoTime();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            while (lines.readLine() != null) {
                last = System.nanoTime();
                flowing.countDown();
            }
        } catch (IOException _) {
            // cut: that is what a stop does to a stream
        }
        return last;
    }

    private static void awaitAllowed(Caller agent, String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (agent.get(path).status() >= 400 && System.nanoTime() < end) {
            pause();
        }
    }

    private Played outcome(String expected, Reply reply) {
        refused(reply.outcome());
        return Played.compared(expected, reply.outcome(), reply.decision());
    }

    private void refused(String outcome) {
        if (!outcome.equals("allowed")) {
            reasons.add(outcome);
        }
    }

    /// Whole, and with one event: the draft lies outside the folder that is watched.
    private static void replace(Path file, String text) throws IOException {
        Path draft =
                Files.writeString(file.resolve("..").resolve("..").normalize().resolve("people.draft"), text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Between two looks: a machine that is busy with looking has no time for what it looks for.
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private static Map<String, String> tricks() {
        Map<String, String> tricks = new LinkedHashMap<>();
        tricks.put("/warehouse/tables/../internal/export", "path-dot-segment");
        tricks.put("/warehouse/tables/%2e%2e/internal/export", "path-dot-segment");
        tricks.put("/warehouse/tables/..%2finternal/export", "path-encoded-slash");
        tricks.put("/warehouse//internal/export", "path-empty-segment");
        tricks.put("/warehouse/%2569nternal/export", "path-double-encoded");
        tricks.put("/warehouse/internal\\export", "path-backslash");
        tricks.put("/warehouse/tables;/../internal/export", "path-parameters");
        tricks.put("/warehouse/internal/export%01", "path-control");
        tricks.put("/warehouse/internal/export%00", "request-malformed");
        tricks.put("/warehouse/%c0%ae%c0%ae/internal/export", "path-not-utf8");
        tricks.put("/warehouse/%69nternal/export", "operation-not-declared");
        tricks.put("/warehouse/INTERNAL/export", "operation-not-declared");
        return tricks;
    }
}
