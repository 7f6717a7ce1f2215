package io.levee.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Fact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import io.levee.ledger.Entry;
import io.levee.ledger.Export;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.NoteSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `levee stop-rule` over an export of two replicas: an agent that is refused half of the time on one of them, and what
/// it
/// still got done on the other one.
final class StopRuleCommandTest {
    private static final Path ACME = Path.of(System.getProperty("levee.root", ".."), "examples", "acme");
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final CommandRun levee = new CommandRun(Map.of());
    private int calls;

    @BeforeEach
    void export() throws IOException {
        List<Entry> one = new ArrayList<>();
        List<Entry> two = new ArrayList<>();
        Origin first = new Origin("acme", "replica-1");
        Origin second = new Origin("acme", "replica-2");
        for (int i = 0; i < 30; i++) {
            add(one, first, START.plusSeconds(i), decided(false));
        }
        for (int i = 0; i < 10; i++) {
            Instant time = START.plusSeconds(60 + i);
            add(two, second, time, decided(true));
            add(
                    two,
                    second,
                    time,
                    new CallFact.Finished(
                            new DecisionId("d" + calls),
                            CallFact.Ending.COMPLETED,
                            i < 7 ? 200 : 500,
                            1,
                            1,
                            1,
                            Optional.empty()));
        }
        add(two, second, START.plus(Duration.ofHours(2)), decided(true));
        try (OutputStream out = Files.newOutputStream(folder.resolve("ledger.jsonl"))) {
            Export.write(List.of(log(first, one), log(second, two)), out);
        }
    }

    private CallFact.Decided decided(boolean allowed) {
        return new CallFact.Decided(
                new DecisionId("d" + ++calls),
                Optional.of(new CallFact.Caller(
                        Chain.of(ActorId.person("ana"), ActorId.agent("report-writer")),
                        new SessionId("s1"),
                        new TokenId("t1"))),
                new CallFact.Target("warehouse", "GET", "/p/" + calls, Optional.empty(), false),
                allowed,
                allowed ? "allowed" : "not-permitted",
                "",
                List.of(),
                List.of(),
                List.of(),
                0,
                "r1");
    }

    private static void add(List<Entry> log, Origin origin, Instant time, Fact fact) {
        log.add(new Entry(origin, log.size(), time, fact));
    }

    private static Export.Log log(Origin origin, List<Entry> entries) {
        JacksonFactCodec codec = new JacksonFactCodec();
        MerkleFrontier tree = MerkleFrontier.empty();
        List<byte[]> lines = entries.stream().map(codec::encode).toList();
        lines.forEach(line -> tree.append(Hash.ofLeaf(line)));
        return new Export.Log(
                lines.iterator(),
                NoteSigner.generate(origin.toString())
                        .sign(new Checkpoint(origin.toString(), tree.size(), tree.root())));
    }

    private CommandRun.Result backtest(String rule, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "stop-rule",
                "backtest",
                rule,
                "--org",
                ACME.toString(),
                "--export",
                folder.resolve("ledger.jsonl").toString()));
        arguments.addAll(List.of(more));
        return levee.run(arguments.toArray(String[]::new));
    }

    @Test
    void itSaysWhenItWouldHaveFiredAndWhatThatWouldHaveCost() {
        CommandRun.Result result = backtest("deny-storm", "--json");

        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode report = new JsonMapper().readTree(result.out());
        assertThat(report.path("alarms").size()).isEqualTo(1);
        JsonNode alarm = report.path("alarms").path(0);
        assertThat(alarm.path("scope").asString()).isEqualTo("agent:report-writer");
        assertThat(alarm.path("time").asString()).isEqualTo("2026-11-20T08:00:04Z");
        assertThat(alarm.path("calls").path("prevented").asInt()).isEqualTo(10);
        assertThat(alarm.path("calls").path("well").asInt()).isEqualTo(7);
        assertThat(alarm.path("calls").path("badly").asInt()).isEqualTo(3);
        assertThat(backtest("deny-storm", "--json").out()).isEqualTo(result.out());
    }

    @Test
    void aLongerStopCostsMoreAndWhatIsOlderIsNotReported() {
        assertThat(backtest("deny-storm", "--hold", "3h").out())
                .contains("11 calls prevented: 7 ended well, 3 did not, 1 unknown");
        assertThat(backtest("deny-storm", "--since", "1h").out()).contains("no alarm");
    }

    @Test
    void aDraftIsTriedBeforeItIsMerged() throws IOException {
        Path draft = folder.resolve("draft.yaml");
        Files.writeString(draft, """
                watcher: stop-watch
                onBehalfOf: dee
                rules:
                  patient: { watch: deny-rate, per: agent, mode: observe, normal: 90%, harmful: 97% }
                """);
        assertThat(backtest("patient", "--rules", draft.toString()).out()).contains("patient", "no alarm");

        Files.writeString(draft, "watcher: stop-watch\nonBehalfOf: dee\nrules: { patient: { watch: deny } }\n");
        CommandRun.Result broken = backtest("patient", "--rules", draft.toString());
        assertThat(broken.exit()).isEqualTo(2);
        assertThat(broken.err()).contains("draft.yaml:3", "`deny` cannot be watched");
    }

    @Test
    void mistakesSayWhatToDoNext() throws IOException {
        assertThat(backtest("nothing").err()).contains("there is no stop rule `nothing`", "`deny-storm`");
        assertThat(backtest("deny-storm", "--since", "soon").err()).contains("`soon` is no time");
        Files.writeString(folder.resolve("ledger.jsonl"), "{}\n");
        CommandRun.Result broken = backtest("deny-storm");
        assertThat(broken.exit()).isEqualTo(2);
        assertThat(broken.err()).contains("levee ledger verify");
    }

    @Test
    void theListSaysWhatTheNumbersAmountTo() {
        CommandRun.Result result = levee.run("stop-rule", "list", "--org", ACME.toString());

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("deny-storm", "found after about 18 calls", "heartbeat-lost");
    }
}
