package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.consent.OpenStops;
import io.levee.facts.Fact.Family;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.proof.NoteSigner;
import io.levee.testkit.SampleFacts;
import io.levee.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Several replicas on one database.
class ReplicasTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<Family> FOLLOWED = EnumSet.of(Family.STOP, Family.IDENTITY);
    private final String url = TestPostgres.freshDatabase();

    @Test
    void aStopOfOneReplicaIsKnownToEveryOtherWhenItIsReportedAsSeen() {
        try (Replica one = Replica.start("replica-1", url);
                Replica two = Replica.start("replica-2", url);
                Replica deaf = Replica.deaf("replica-3", url)) {
            List<String> second = followed(two);
            List<String> third = followed(deaf);
            for (int i = 0; i < 5; i++) {
                one.ledger().write(SampleFacts.decided("d" + i));
                Receipt stop = one.ledger().write(SampleFacts.ordered("s" + i));
                assertThat(one.ledger().awaitSeen(stop, PATIENCE)).isEmpty();
                assertThat(second).hasSize(i + 1).endsWith("acme/replica-1 s" + i);
                assertThat(third).hasSize(i + 1).endsWith("acme/replica-1 s" + i);
            }
        }
    }

    /// A start reads one log after the other: the end of an order may come before the order.
    @Test
    void howAnOrderEndedIsFoundAgainWhicheverLogSaysIt() {
        ActorId cy = ActorId.person("cy");
        try (Replica one = Replica.start("replica-1", url);
                Replica two = Replica.start("replica-2", url)) {
            Receipt first = one.ledger().write(SampleFacts.ordered("s1"));
            Receipt second = two.ledger().write(SampleFacts.ordered("s2"));
            assertThat(one.ledger().awaitSeen(first, PATIENCE)).isEmpty();
            assertThat(two.ledger().awaitSeen(second, PATIENCE)).isEmpty();
            two.ledger().write(new StopFact.Resumed(new StopId("s1"), cy, ActorId.person("dee")));
            one.ledger()
                    .write(new StopFact.Expired(new StopId("s2"), one.ledger().now()));
            for (Replica each : List.of(one, two)) {
                each.restart();
                OpenStops stops = new OpenStops();
                each.ledger().follow(FOLLOWED, stops);
                assertThat(stops.all()).isEmpty();
            }
        }
    }

    @Test
    void theSharedClockIsTheDatabasesWhateverAReplicasOwnClockSays() {
        try (Replica one = Replica.start("replica-1", url)) {
            for (Duration skew : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
                Origin origin = new Origin("acme", "skewed" + skew.toHours());
                try (PostgresLedger skewed = PostgresLedger.open(
                        one.database,
                        origin,
                        NoteSigner.generate(origin.toString()),
                        new JacksonFactCodec(),
                        InstantSource.offset(InstantSource.system(), skew))) {
                    Instant itsOwn = skewed.write(SampleFacts.ordered("s")).time();
                    Instant before = one.ledger().now();
                    Instant shared = skewed.now();
                    assertThat(shared).isBetween(before, one.ledger().now());
                    assertThat(Duration.between(shared, itsOwn)).isBetween(skew.minusMinutes(10), skew.plusMinutes(10));
                }
            }
        }
    }

    @Test
    void eachLogIsFollowedInItsOrderHoweverManyWrite() {
        try (Replica one = Replica.start("replica-1", url);
                Replica two = Replica.start("replica-2", url);
                Replica three = Replica.start("replica-3", url)) {
            List<String> heard = followed(three);
            for (int i = 0; i < 1_500; i++) {
                var _ = one.ledger().append(SampleFacts.revoked("a" + i));
                var _ = two.ledger().append(SampleFacts.revoked("b" + i));
            }
            Receipt first = one.ledger().write(SampleFacts.revoked("a1500"));
            Receipt second = two.ledger().write(SampleFacts.revoked("b1500"));
            assertThat(one.ledger().awaitSeen(first, PATIENCE)).isEmpty();
            assertThat(two.ledger().awaitSeen(second, PATIENCE)).isEmpty();
            assertThat(heard.stream()
                            .filter(text -> text.startsWith("acme/replica-1"))
                            .toList())
                    .containsExactlyElementsOf(numbered("acme/replica-1 a"));
            assertThat(heard.stream()
                            .filter(text -> text.startsWith("acme/replica-2"))
                            .toList())
                    .containsExactlyElementsOf(numbered("acme/replica-2 b"));
        }
    }

    @Test
    void aReplicaThatCannotBeReachedIsNamedAndCatchesUpLater() {
        try (Cable cable = new Cable(url);
                Replica one = Replica.start("replica-1", url);
                Replica two = Replica.start("replica-2", cable.url())) {
            List<String> heard = followed(two);
            cable.cut();
            Receipt stop = one.ledger().write(SampleFacts.ordered("s1"));
            assertThat(one.ledger().awaitSeen(stop, Duration.ofMillis(300))).containsExactly(two.origin);
            assertThat(heard).isEmpty();
            cable.plugIn();
            assertThat(one.ledger().awaitSeen(stop, PATIENCE)).isEmpty();
            assertThat(heard).containsExactly("acme/replica-1 s1");
        }
    }

    @Test
    void whoCannotSayWhoElseIsThereDoesNotSayThatAllHaveSeenIt() throws Exception {
        try (Cable cable = new Cable(url);
                Replica one = Replica.start("replica-1", cable.url())) {
            Receipt stop = one.ledger().write(SampleFacts.ordered("s1"));
            cable.cut();
            assertThatThrownBy(() -> one.ledger().awaitSeen(stop, Duration.ZERO))
                    .isInstanceOfSatisfying(
                            LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
            cable.plugIn();
        }
    }

    @Test
    void aReplicaThatLeftIsNotWaitedFor() {
        try (Replica one = Replica.start("replica-1", url)) {
            Replica.start("replica-2", url).close();
            Receipt stop = one.ledger().write(SampleFacts.ordered("s1"));
            assertThat(one.ledger().awaitSeen(stop, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void whoeverStartsLaterLearnsThePastOfAll() {
        try (Replica one = Replica.start("replica-1", url)) {
            one.ledger().write(SampleFacts.ordered("s1"));
            one.ledger().write(SampleFacts.decided("d1"));
            try (Replica two = Replica.start("replica-2", url)) {
                two.ledger().write(SampleFacts.ordered("s2"));
                assertThat(followed(two)).containsExactlyInAnyOrder("acme/replica-1 s1", "acme/replica-2 s2");
                assertThat(two.ledger().latest(EnumSet.allOf(Family.class), 10)).hasSize(3);
            }
        }
    }

    @Test
    void twoProcessesCannotWriteOneLog() {
        try (Replica one = Replica.start("replica-1", url)) {
            assertThatThrownBy(() -> one.open(one.signer))
                    .isInstanceOfSatisfying(
                            LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ORIGIN_IN_USE))
                    .hasMessageContaining("acme/replica-1")
                    .hasMessageContaining("session");
            one.ledger().write(SampleFacts.decided("d1"));
        }
    }

    @Test
    void aLogIsNotContinuedWithAnotherKey() {
        try (Replica one = Replica.start("replica-1", url)) {
            one.ledger().close();
            assertThatThrownBy(() -> one.open(NoteSigner.generate("acme/replica-1")))
                    .isInstanceOfSatisfying(
                            LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                    .hasMessageContaining("restore its key file");
        }
    }

    private static List<String> followed(Replica replica) {
        List<String> heard = new CopyOnWriteArrayList<>();
        replica.ledger().follow(FOLLOWED, entry -> heard.add(text(entry)));
        return heard;
    }

    private static String text(Entry entry) {
        return entry.origin() + " " + entry.fact().subject();
    }

    private static List<String> numbered(String prefix) {
        return IntStream.rangeClosed(0, 1_500).mapToObj(i -> prefix + i).toList();
    }
}
