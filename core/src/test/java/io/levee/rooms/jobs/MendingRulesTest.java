package io.levee.rooms.jobs;

import static io.levee.rooms.jobs.JobSamples.DEADLINE;
import static io.levee.rooms.jobs.JobSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Remedy.Action;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.rooms.jobs.MendingRules.Mending;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MendingRulesTest {
    private static final Finding.Mend MORE_HEAP = mend(Action.RAISE_MEMORY, "setting=jvm.heap");
    private static final Finding.Mend RESTORE =
            mend(Action.RESTORE_CHECKPOINT, "execution.state-recovery.path=last-checkpoint");
    private static final Finding.Mend AGAIN = mend(Action.RERUN);

    @Test
    void aCertainFailureWhoseRemedyIsWithinTrustIsTriedAgainDifferently() {
        assertThat(after(java("-Xmx16m"), 900, MORE_HEAP)).isEqualTo(again("raise-memory", "jvm.heap=32m"));
    }

    @ParameterizedTest
    @CsvSource({
        "not certain, the cause is likely",
        "trust too low, 'needs the rung isolation, and the agent has suggest'",
        "irreversible, cannot be taken back",
        "left to people, leaves `raise-memory` to people",
        "no remedy, has no remedy",
        "unknown, no skill knows this failure",
        "no place, the command has no place for `a.b`",
    })
    void whatKeepsLeveeFromMendingIsSaid(String what, String why) {
        Job job = what.equals("trust too low")
                ? failed(JobSamples.waiting(Rung.SUGGEST, 4096, "java", "-Xmx16m", "Main"))
                : java("-Xmx16m");
        Mending after = switch (what) {
            case "not certain" -> after(job, 899, MORE_HEAP);
            case "irreversible" -> after(job, 999, mend(MORE_HEAP, Rung.ISOLATION, false));
            case "left to people" -> after(job, 999, mend(MORE_HEAP, Rung.SUGGEST, true));
            case "no remedy" -> MendingRules.after(job, finding(999, "job", Optional.empty()), NOW);
            case "unknown" -> MendingRules.after(job, Finding.unknown("nothing is known"), NOW);
            case "no place" -> after(job, 999, mend(Action.SET_CONF, "a.b=c"));
            default -> after(job, 999, MORE_HEAP);
        };
        assertThat(after).isInstanceOfSatisfying(Mending.Give.class, give -> {
            assertThat(give.platform()).isFalse();
            assertThat(give.why()).contains(why);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "either"})
    void whatIsThePlatformsIsHandedOver(String part) {
        Finding theirs = finding(999, "platform", Optional.of(mend(Action.ASK_PLATFORM)));
        Finding own = finding(999, part, Optional.of(mend(Action.ASK_PLATFORM)));
        assertThat(MendingRules.after(java(), theirs, NOW))
                .isEqualTo(new Mending.Give(true, "`ask-platform` is for people"));
        assertThat(MendingRules.after(java(), own, NOW))
                .isEqualTo(new Mending.Give(false, "`ask-platform` is for people"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"EDIT_CODE", "FREE_DISK", "ASK_PERMISSION", "RENEW_CREDENTIAL", "CHANGE_PORT", "WAIT"})
    void whatOnlyPeopleDoIsTheirs(Action action) {
        assertThat(after(java(), 999, mend(action))).isInstanceOf(Mending.Give.class);
    }

    @Test
    void theAttemptsAreUsedUp() {
        Job second = failed(failed(JobSamples.waiting()).again(List.of(), NOW, ""));
        assertThat(after(second, 999, AGAIN)).isInstanceOf(Mending.Again.class);
        Job third = failed(second.again(List.of(), NOW, ""));
        assertThat(after(third, 999, AGAIN)).isEqualTo(new Mending.Give(false, "it was tried 3 times"));
        assertThat(after(lost(second.again(List.of(), NOW, "")), 999, AGAIN))
                .isEqualTo(new Mending.Give(false, "it was tried 3 times"));
    }

    @Test
    void behindItsDeadlineNothingIsTried() {
        Finding finding = finding(999, "job", Optional.of(AGAIN));
        assertThat(MendingRules.after(java(), finding, DEADLINE.minusMillis(1))).isInstanceOf(Mending.Again.class);
        assertThat(MendingRules.after(java(), finding, DEADLINE)).isInstanceOf(Mending.Give.class);
    }

    @Test
    void whatWasTriedAlreadyIsNotTriedTwice() {
        Finding.Mend set = mend(Action.SET_CONF, "spark.sql.shuffle.partitions=400");
        Job first = failed(JobSamples.waiting());
        assertThat(after(first, 999, set)).isEqualTo(again("set-conf", "spark.sql.shuffle.partitions=400"));
        Job second = failed(first.again(List.of("spark.sql.shuffle.partitions=400"), NOW, ""));
        assertThat(after(second, 999, set)).isInstanceOf(Mending.Give.class);
        Finding.Mend more = mend(Action.SET_CONF, "spark.sql.shuffle.partitions=800");
        assertThat(after(second, 999, more)).isEqualTo(again("set-conf", "spark.sql.shuffle.partitions=800"));
    }

    @Test
    void earlierChangesStay() {
        Job second = failed(failed(JobSamples.waiting()).again(List.of("spark.sql.ansi.enabled=false"), NOW, ""));
        assertThat(after(second, 999, mend(Action.RAISE_MEMORY, "setting=spark.driver.memory")))
                .isEqualTo(again("raise-memory", "spark.sql.ansi.enabled=false", "spark.driver.memory=2048m"));
    }

    /// Four fifths of the cap are for a heap.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # cap  | command                                               | setting                | next
              4096 | java -Xmx16m Main                                     | jvm.heap               | jvm.heap=32m
              4096 | java -Xmx16777216 Main                                | jvm.heap               | jvm.heap=32m
              4096 | java -Xmx1g Main                                      | jvm.heap               | jvm.heap=2048m
              4096 | java Main                                             | jvm.heap               | jvm.heap=512m
              4096 | java -Xmx3g Main                                      | jvm.heap               | -
              2000 | java -Xmx1280m Main                                   | jvm.heap               | jvm.heap=1600m
              2000 | java -Xmx1281m Main                                   | jvm.heap               | -
              4096 | spark-submit --driver-memory 900 job.py               | spark.driver.memory    | spark.driver.memory=1800m
              4096 | spark-submit job.py                                   | spark.executor.memory  | spark.executor.memory=2048m
              4096 | spark-submit --master yarn job.py                     | spark.executor.memory  | spark.executor.memory=2048m
              4096 | spark-submit --master local[2] job.py                 | spark.executor.memory  | spark.driver.memory=2048m
              4096 | spark-submit --master=local job.py                    | spark.executor.memory  | spark.driver.memory=2048m
              4096 | spark-submit --conf spark.master=local job.py         | spark.executor.memory  | spark.driver.memory=2048m
              4096 | spark-submit --master local --driver-memory 1g job.py | spark.executor.memory  | spark.driver.memory=2048m
              4096 | kubectl create job a --image=x --limits=memory=512Mi  | container.memory       | container.memory=1024m
              4096 | kubectl create job a --image=x --limits=memory=3Gi    | container.memory       | container.memory=4096m
              4096 | kubectl create job a --image=x                        | container.memory       | -
            """)
    void memoryIsDoubledWithinTheCap(int capMib, String command, String setting, String next) {
        String engine = command.startsWith("kubectl") ? "k8s-batch" : Engine.HERE;
        Job job = failed(JobSamples.waitingOn(
                engine, Rung.ISOLATION, capMib, command.strip().split(" ")));
        Mending after = after(job, 999, mend(Action.RAISE_MEMORY, "setting=" + setting));
        if (next == null) {
            assertThat(after)
                    .isInstanceOfSatisfying(
                            Mending.Give.class, give -> assertThat(give.why()).contains("caps leave no room"));
        } else {
            assertThat(after).isEqualTo(again("raise-memory", next));
        }
    }

    @Test
    void memoryIsDoubledAgainUntilTheCap() {
        Job second = failed(java("-Xmx1g").again(List.of("jvm.heap=2048m"), NOW, ""));
        assertThat(after(second, 999, MORE_HEAP)).isEqualTo(again("raise-memory", "jvm.heap=3276m"));
        Job third = failed(java("-Xmx1g").again(List.of("jvm.heap=3276m"), NOW, ""));
        assertThat(after(third, 999, MORE_HEAP)).isInstanceOf(Mending.Give.class);
    }

    @Test
    void rerunsBackOff() {
        Job first = java();
        assertThat(after(first, 999, AGAIN))
                .isInstanceOfSatisfying(
                        Mending.Again.class, it -> assertThat(it.from()).isEqualTo(NOW.plusSeconds(1)));
        Job second = failed(first.again(List.of(), NOW, ""));
        assertThat(after(second, 999, AGAIN))
                .isInstanceOfSatisfying(
                        Mending.Again.class, it -> assertThat(it.from()).isEqualTo(NOW.plusSeconds(2)));
    }

    /// Nothing of it is anywhere, so whoever has little trust may try it too.
    @Test
    void whatWasLostIsTriedAgainAsItWas() {
        Job lost = lost(JobSamples.waiting(Rung.OBSERVE, 4096, "java", "Main"));
        assertThat(MendingRules.after(lost, Finding.unknown("no log"), NOW))
                .isEqualTo(
                        new Mending.Again(List.of(), NOW.plus(Duration.ofSeconds(1)), Rung.ISOLATION, "it was lost"));
    }

    @Test
    void aProgramOfThisMachineIsTriedAgainWithNothingThatOnlyLeveeUnderstands() {
        Job stream = failed(JobSamples.waiting(Rung.STAGING, 4096, "flink", "run", "job.jar"));
        assertThat(after(stream, 999, RESTORE))
                .isInstanceOfSatisfying(
                        Mending.Give.class, give -> assertThat(give.why()).contains("no place"));
        Job pod = failed(JobSamples.waiting(
                Rung.STAGING, 4096, "kubectl", "create", "job", "a", "--limits=memory=1Gi", "--image=x"));
        assertThat(after(pod, 999, mend(Action.RAISE_MEMORY, "setting=container.memory")))
                .isInstanceOfSatisfying(
                        Mending.Give.class, give -> assertThat(give.why()).contains("no place"));
    }

    /// A command that is shown can be typed: it names what it goes on from, and nothing that nobody takes.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # engine   | command                                        | remedy                   | left    | shown
            flink-main | flink run job.jar                              | restore                  | s3://c4 | levee job rerun job-1 --set 'execution.state-recovery.path=s3://c4' --as gus
            flink-main | flink run job.jar                              | restore                  | -       | ''
            process    | flink run job.jar                              | restore                  | -       | ''
            process    | java -Xmx16m Main                              | setting=jvm.heap         | -       | levee job rerun job-1 --set 'jvm.heap=32m' --as gus
            process    | java -Xmx4g Main                               | setting=jvm.heap         | -       | what the skill says
            k8s-batch  | kubectl create job a --limits=memory=1Gi       | setting=container.memory | -       | levee job rerun job-1 --set 'container.memory=2048m' --as gus
            process    | kubectl create job a --limits=memory=1Gi       | setting=container.memory | -       | ''
            """)
    void theCommandThatIsShownCanBeTyped(
            String engine, String command, String remedy, @Nullable String left, String shown) {
        Job job = failed(JobSamples.waitingOn(engine, Rung.ISOLATION, 4096, command.split(" ")));
        Finding finding = finding(
                        999, "job", Optional.of(remedy.equals("restore") ? RESTORE : mend(Action.RAISE_MEMORY, remedy)))
                .typed("what the skill says");
        assertThat(MendingRules.restores(finding.remedy().orElseThrow())).isEqualTo(remedy.equals("restore"));
        assertThat(MendingRules.command(job, finding, Optional.ofNullable(left)))
                .isEqualTo(shown);
    }

    @Test
    void whatALogWroteIsOneWordOfTheCommand() {
        Job job = failed(JobSamples.waitingOn("flink-main", Rung.ISOLATION, 4096, "flink", "run", "job.jar"));
        Finding finding = finding(999, "job", Optional.of(RESTORE));
        assertThat(MendingRules.command(job, finding, Optional.of("s3://a'; id")))
                .isEqualTo("levee job rerun job-1 --set 'execution.state-recovery.path=s3://a'\\''; id' --as gus");
    }

    private static Job java(String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "java";
        System.arraycopy(options, 0, command, 1, options.length);
        command[command.length - 1] = "Main";
        return failed(JobSamples.waiting(Rung.ISOLATION, 4096, command));
    }

    private static Job failed(Job waiting) {
        return JobSamples.failed(waiting);
    }

    private static Job lost(Job waiting) {
        return JobSamples.running(waiting).ended(Optional.empty(), "lost", NOW).to(JobState.DIAGNOSING, "lost");
    }

    private static Mending after(Job job, int permille, Finding.Mend remedy) {
        return MendingRules.after(job, finding(permille, "job", Optional.of(remedy)), NOW);
    }

    private static Mending again(String why, String... changes) {
        return new Mending.Again(Arrays.stream(changes).map(Setting::parse).toList(), NOW, Rung.ISOLATION, why);
    }

    private static Finding.Mend mend(Action action, String... args) {
        return new Finding.Mend(
                action, Arrays.stream(args).map(Setting::parse).toList(), Rung.ISOLATION, true, "set the old one");
    }

    private static Finding.Mend mend(Finding.Mend like, Rung rung, boolean reversible) {
        return new Finding.Mend(like.action(), like.args(), rung, reversible, like.undo());
    }

    private static Finding finding(int permille, String part, Optional<Finding.Mend> remedy) {
        assertThat(Diagnosis.CERTAIN).isEqualTo(0.9);
        return new Finding(
                "jvm",
                "jvm-heap-oom",
                "the heap is full",
                permille,
                part,
                List.of(),
                remedy,
                "",
                "",
                "",
                List.of(),
                List.of(),
                Optional.empty());
    }
}
