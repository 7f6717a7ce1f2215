package io.levee.app.demo.flagflip;

import io.levee.adapters.kafka.admin.KafkaChange;
import io.levee.adapters.kafka.admin.KafkaOperations;
import io.levee.adapters.kafka.admin.Outcome;
import io.levee.app.demo.Caller;
import io.levee.app.demo.Played;
import io.levee.app.demo.Reply;
import io.levee.app.demo.Script;
import io.levee.app.demo.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// An agent flips a feature flag and takes a Kafka cluster down: first as it happened, then with
/// Levee. Broker, disk, flood and Levee are real; the flag server is a double.
public final class FlagFlip {
    public static final String NAME = "flag-flip";

    private static final String FLAG = "/flags/flags/debug-events";
    private static final String RULE = "kafka-new-producer";
    private static final String INCIDENT = "kafka-2025-11-broker-disk-full";
    private static final String WAY = "flag:debug-events → service:home → topic:debug-events → cluster:kafka-main";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Script script;
    private final Path home;
    private final Path folder;
    /// How long the broker without Levee lived after the flip.
    private Duration lived = Duration.ofSeconds(10);

    private FlagFlip(Script script, Path home, Path folder) {
        this.script = script;
        this.home = home;
        this.folder = folder;
    }

    /// @param home   the checkout of Levee, with the engine `kafka` resolved
    /// @param acme   the organisation; a copy of it is used
    /// @param folder for everything that this makes; deleted first
    public static List<Step> play(Path home, Path acme, Path folder, Consumer<Step> told) {
        Script script = new Script(told);
        FlagFlip flip = new FlagFlip(script, home, folder);
        flip.withoutLevee();
        try (SmallBroker broker = SmallBroker.start(home, folder.resolve("broker"));
                FlagServer flags = FlagServer.start(broker::flip);
                FlipGround ground = FlipGround.build(acme, folder.resolve("levee"), flags.uri())) {
            flip.withLevee(broker, ground);
        } catch (IOException e) {
            script.step(
                    "a second broker starts", "it runs", () -> new Played(String.valueOf(e.getMessage()), false, ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return script.steps();
    }

    /// Why this machine cannot play it; empty where it can.
    public static Optional<String> whyNot(Path home, Path folder) {
        Path engine = home.resolve("realparts/engines/kafka/target/classpath");
        return Files.exists(engine)
                ? SmallDisk.whyNot(folder)
                : Optional.of("Kafka is not there: `./levee demo flag-flip` fetches it");
    }

    private void withoutLevee() {
        script.step(
                "what happened: an agent sets debug-events to 100 %, its application floods a topic without a bound",
                "the disk is full, and the broker exits with 1", () -> {
                    Flooded flooded = new FloodStory(home, folder.resolve("scratch")).happened();
                    lived = Duration.ofMillis(flooded.millis());
                    boolean ended = !flooded.alive() && flooded.exitCode().equals(Optional.of(1));
                    String actual = ended
                            ? "the disk is full, and the broker exits with 1"
                            : "alive %s, exit %s".formatted(flooded.alive(), flooded.exitCode());
                    return new Played(
                            "%s, %.1f s after the flip".formatted(actual, flooded.millis() / 1_000.0), ended, "");
                });
    }

    private void withLevee(SmallBroker broker, FlipGround ground) throws IOException, InterruptedException {
        Caller agent = ground.agent("flag-flipper", "bo");
        String[] review = {""};
        script.step(
                "with Levee: the agent proposes the same change, in a file of the growth team, for bo",
                "denied by kafka: %s, which cites %s, because of %s".formatted(RULE, INCIDENT, WAY),
                () -> proposed(ground.review("flag-flipper", "bo", flip(0, 100)), review));
        Reply[] held = new Reply[1];
        script.step("it sets the flag directly, through the gateway", "approval-required, for the same reason", () -> {
            held[0] = agent.put(FLAG, body(100));
            boolean same = ground.reasons(held[0].decision()).contains(RULE);
            String actual = ground.outcome(held[0]) + (same ? ", for the same reason" : "");
            return Played.compared("approval-required, for the same reason", actual, held[0].decision());
        });
        script.step(
                "break glass: cy proposes, cy confirms, dee confirms",
                "proposed, override-needs-another-person, overridden",
                () -> overridden(ground, review[0]));
        script.step(
                "Levee's operations on Kafka put a quota on the application and a bound on its topic",
                "bounded",
                () -> enforced(broker.operations()));
        script.step("cy lets the held call go, and the agent repeats it", "allowed", () -> {
            ground.approve("cy", held[0]);
            Reply again = agent.put(FLAG, body(100));
            return Played.compared("allowed", ground.outcome(again), again.decision());
        });
        script.step(
                "the application floods its topic for as long as it took to end the first broker, and longer",
                "the broker is alive, and orders are written",
                () -> survived(broker.awaitOrderAfter(lived.multipliedBy(2), LONGEST)));
        others(broker);
        script.step(
                "the flag is set back, the topic's bounds are described, and 5 % are proposed",
                "allowed", () -> {
                    broker.flip(0);
                    ground.describeBounds();
                    JsonNode answer =
                            ground.reviewUntil("allow", () -> ground.review("flag-flipper", "bo", flip(0, 5)));
                    return Played.compared(
                            "allowed",
                            answer.path("report").path("decision").asString("").equals("allow")
                                    ? "allowed"
                                    : answer.toString(),
                            answer.path("review").asString(""));
                });
        script.step(
                "the agent sets it to 5 % through the gateway, and no person is asked",
                "allowed", () -> {
                    Reply reply = agent.put(FLAG, body(5));
                    return Played.compared("allowed", ground.outcome(reply), reply.decision());
                });
    }

    private static Played proposed(JsonNode answer, String[] review) {
        review[0] = answer.path("review").asString("");
        JsonNode report = answer.path("report");
        String finding = "";
        for (JsonNode found : report.path("findings")) {
            if (found.path("rule").asString("").equals(RULE)) {
                String cited = "";
                for (JsonNode evidence : found.path("evidence")) {
                    cited += evidence.path("kind").asString("").equals("incident")
                            ? evidence.path("ref").asString("")
                            : "";
                }
                finding = "%s, which cites %s".formatted(RULE, cited);
            }
        }
        boolean asked = false;
        for (JsonNode team : report.path("teams")) {
            asked |= team.path("team").asString("").equals("kafka")
                    && team.path("why").asString("").contains(WAY)
                    && team.path("state").asString("").equals("unsatisfied");
        }
        String expected = "denied by kafka: %s, which cites %s, because of %s".formatted(RULE, INCIDENT, WAY);
        String actual = report.path("decision").asString("").equals("deny") && asked
                ? "denied by kafka: %s, because of %s".formatted(finding, WAY)
                : "%s: %s".formatted(report.path("decision").asString(""), report.path("teams"));
        return Played.compared(expected, actual, review[0]);
    }

    private static Played overridden(FlipGround ground, String review) {
        String actual = "%s, %s, %s"
                .formatted(
                        ground.override("cy", review), ground.override("cy", review), ground.override("dee", review));
        return Played.compared("proposed, override-needs-another-person, overridden", actual, review);
    }

    private static Played enforced(KafkaOperations operations) {
        Outcome outcome = operations.enforce(SmallBroker.FLOODING_USER, Flood.TOPIC);
        return switch (outcome) {
            case Outcome.Done _, Outcome.Unchanged _ -> new Played("bounded", true, "");
            case Outcome.Refused(var refusal, var detail) -> new Played(refusal.code() + ": " + detail, false, "");
        };
    }

    private static Played survived(Flooded flooded) {
        boolean alive = flooded.alive() && flooded.orders() > 0;
        String actual = alive ? "the broker is alive, and orders are written" : "it ended: " + flooded.exitCode();
        return new Played(
                "%s; %d MB of 41 on its disk at most".formatted(actual, flooded.peakBytes() / 1_000_000), alive, "");
    }

    private void others(SmallBroker broker) {
        script.step(
                "a second agent tries message.max.bytes, a default quota, unregisterBroker and more on the broker",
                "the broker refuses each: no right",
                () -> {
                    List<Attempts.Attempt> attempts = Attempts.by(broker.client(SmallBroker.SECOND_AGENT));
                    List<String> done = attempts.stream()
                            .filter(it -> !it.isDenied())
                            .map(Attempts.Attempt::toString)
                            .toList();
                    boolean refused = done.isEmpty() && !attempts.isEmpty();
                    return new Played(
                            refused
                                    ? "the broker refuses each: no right (%d)".formatted(attempts.size())
                                    : "DONE: " + done,
                            refused,
                            "");
                });
        script.step(
                "it tries the same at Levee's operations",
                "refused, or there is no such operation",
                () -> refusedThere(broker.operations()));
    }

    private static Played refusedThere(KafkaOperations operations) {
        List<KafkaChange> changes = List.of(
                new KafkaChange.AlterTopic("debug-events", Optional.empty(), Map.of("max.message.bytes", "104857600")),
                new KafkaChange.AlterTopic("debug-events", Optional.empty(), Map.of("retention.ms", "1")),
                new KafkaChange.AlterTopic("orders", Optional.empty(), Map.of("retention.ms", "3600000")),
                new KafkaChange.DeleteTopic("__consumer_offsets"),
                new KafkaChange.SetQuota("*", Optional.empty(), Map.of("producer_byte_rate", 1.0)));
        List<String> said = new ArrayList<>();
        boolean all = true;
        for (KafkaChange change : changes) {
            Outcome outcome = operations.apply(change);
            all &= outcome instanceof Outcome.Refused;
            said.add(outcome instanceof Outcome.Refused(var refusal, var _) ? refusal.code() : "DONE: " + change);
        }
        return new Played(
                (all ? "refused: " : "")
                        + String.join(", ", said.stream().distinct().toList()),
                all,
                "");
    }

    private static String body(int percent) {
        return "{\"key\":\"debug-events\",\"enabled\":%s,\"sharePercent\":%d}".formatted(percent > 0, percent);
    }

    private static String flip(int from, int to) {
        return """
                diff --git a/apps/growth/flags/flags.json b/apps/growth/flags/flags.json
                --- a/apps/growth/flags/flags.json
                +++ b/apps/growth/flags/flags.json
                @@ -1,8 +1,8 @@
                 {
                   "flags": {
                     "debug-events": {
                -      "enabled": %s,
                -      "sharePercent": %d
                +      "enabled": %s,
                +      "sharePercent": %d
                     }
                   }
                 }
                """.formatted(from > 0, from, to > 0, to);
    }
}
