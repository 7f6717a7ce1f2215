package io.levee.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.StopFact;
import io.levee.rooms.stop.Stopper;
import io.levee.testkit.StopTrial;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SparkStopperTest {
    private final YarnDouble yarn = new YarnDouble();
    private final MasterDouble master = new MasterDouble();

    @AfterEach
    void end() {
        yarn.close();
        master.close();
    }

    @Test
    void onYarnWhatTheScopeHasIsKilledAndNothingElse() {
        yarn.runs(new Work("application_1_0001", "writer", "a", Set.of()));
        yarn.runs(new Work("application_1_0002", "spark", "b", Set.of("levee", "agent-writer")));
        yarn.runs(new Work("application_1_0003", "spark", "report-7", Set.of()));
        yarn.runs(new Work("application_1_0004", "writer2", "my-report-7", Set.of("agent-writer2")));
        StopTrial trial =
                onYarn("writer user:writer", "writer tag:Agent-Writer", "writer name:report-*", "other user:*");
        StopFact.Ordered order = trial.order("s-1", "writer");
        assertThat(trial.stopper().verify(order, StopTrial.AT))
                .isEqualTo(new Stopper.Proof(false, "3 footholds: 3 have not ended"));
        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isEqualTo(3);
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isTrue();
        assertThat(yarn.live).containsOnlyKeys("application_1_0004");
        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isZero();
        assertThat(yarn.asked())
                .extracting(request -> request.method() + " " + request.path() + " " + request.query())
                .contains("PUT /ws/v1/cluster/apps/application_1_0001/state {user.name=levee}");
    }

    @Test
    void onAStandaloneClusterApplicationsAndDriversAreKilled() {
        master.runs(new Work("app-20261129-0001", "writer", "report-1", Set.of()));
        master.runs(new Work("driver-20261129-0001", "", "com.acme.Report", Set.of()));
        master.runs(new Work("app-20261129-0002", "other", "report-1", Set.of()));
        StopTrial trial = onMaster("writer user:writer", "writer name:com.acme.*", "other id:app-20261129-0002");
        StopFact.Ordered order = trial.order("s-1", "writer");
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isFalse();
        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isEqualTo(2);
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isTrue();
        assertThat(master.live).containsOnlyKeys("app-20261129-0002");
    }

    @Test
    void whatBeginsMeanwhileIsKilledToo() {
        AtomicInteger begun = new AtomicInteger();
        yarn.killed = work -> {
            yarn.live.remove(work.id());
            if (begun.incrementAndGet() < 4) {
                yarn.runs(new Work("application_2_000" + begun, "writer", "again", Set.of()));
            }
        };
        yarn.runs(new Work("application_1_0001", "writer", "a", Set.of()));
        StopTrial trial = onYarn("writer user:writer");
        assertThat(trial.stopper()
                        .stop(trial.order("s-1", "writer"), StopTrial.AT)
                        .affected())
                .isEqualTo(4);
        assertThat(yarn.live).isEmpty();
    }

    @Test
    void acceptedIsNotEnded() {
        master.killed = work -> {
            if (work.id().equals("app-2")) {
                master.live.remove(work.id());
            }
        };
        master.runs(new Work("app-1", "writer", "a", Set.of()));
        master.runs(new Work("app-2", "writer", "b", Set.of()));
        StopTrial trial = onMaster("writer user:writer");
        StopFact.Ordered order = trial.order("s-1", "writer");
        assertThatThrownBy(() -> trial.stopper().stop(order, StopTrial.AT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1 of 2 run on; 0 kills were refused");
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isFalse();
    }

    @Test
    void aKillThatGotLostIsSentAgain() {
        for (ClusterDouble cluster : List.of(yarn, master)) {
            String id = cluster == yarn ? "application_1_0001" : "app-1";
            cluster.runs(new Work(id, "writer", "a", Set.of()));
            cluster.drops(cluster == yarn ? "PUT" : "POST", 2);
            StopTrial trial = cluster == yarn ? onYarn("writer user:writer") : onMaster("writer user:writer");
            assertThat(trial.stopper()
                            .stop(trial.order("s-1", "writer"), StopTrial.AT)
                            .affected())
                    .isEqualTo(1);
            assertThat(cluster.asked()).as("list, kill thrice, list").hasSize(5);
        }
    }

    @Test
    void aMasterThatStandsByKnowsOfNothing() {
        master.status = "STANDBY";
        refused(onMaster("writer user:writer"));
    }

    @Test
    void aClusterThatDoesNotAnswerOrRefusesIsNotStopped() {
        for (ClusterDouble cluster : List.of(yarn, master)) {
            StopTrial trial = cluster == yarn ? onYarn("writer user:writer") : onMaster("writer user:writer");
            for (int status : List.of(200, 302, 401, 403, 404, 500, 503)) {
                cluster.fails(status);
                refused(trial);
            }
            cluster.isWell();
            cluster.sendsAway();
            refused(trial);
            cluster.talksNoJson();
            refused(trial);
            cluster.hangs();
            refused(trial);
        }
    }

    @Test
    void aRehearsalKillsNothing() {
        yarn.runs(new Work("application_1_0001", "writer", "a", Set.of()));
        master.runs(new Work("app-1", "writer", "a", Set.of()));
        assertThat(onYarn("writer user:writer").stopper().rehearse().orElseThrow())
                .isEqualTo(new Stopper.Proof(
                        true, "1 applications listed; kill of one that is not there: 404; nothing was killed"));
        assertThat(onMaster("writer user:writer").stopper().rehearse().orElseThrow())
                .isEqualTo(new Stopper.Proof(
                        true,
                        "1 applications and drivers listed; kill of ones that are not there: 302, 302;"
                                + " nothing was killed"));
        assertThat(yarn.live).hasSize(1);
        assertThat(master.live).hasSize(1);
    }

    @Test
    void whatNamesNothingIsRefused() {
        for (String id : List.of("writer", "users:writer", "user:", "USER:writer", ":writer")) {
            assertThatThrownBy(() -> onYarn("writer " + id).stopper())
                    .as(id)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (Map<String, String> settings : List.of(
                Map.of("manager", "mesos", "url", "http://127.0.0.1"),
                Map.of("manager", "yarn", "url", "http://127.0.0.1", "user", "a&b"),
                Map.of("manager", "yarn", "url", "nowhere"),
                Map.of("manager", "yarn", "url", "http://yarn.acme.example:8088"))) {
            assertThatThrownBy(() -> new StopTrial(new SparkKind(), settings).stopper())
                    .as(settings.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void refused(StopTrial trial) {
        StopFact.Ordered order = trial.order("s-1", "writer");
        Stopper stopper = trial.stopper();
        assertThatThrownBy(() -> stopper.stop(order, StopTrial.AT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stopper.verify(order, StopTrial.AT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stopper::rehearse).isInstanceOf(IllegalStateException.class);
    }

    private StopTrial onYarn(String... footholds) {
        return new StopTrial(new SparkKind(), Map.of("manager", "yarn", "url", yarn.url(), "user", "levee"), footholds);
    }

    private StopTrial onMaster(String... footholds) {
        return new StopTrial(new SparkKind(), Map.of("manager", "standalone", "url", master.url()), footholds);
    }
}
