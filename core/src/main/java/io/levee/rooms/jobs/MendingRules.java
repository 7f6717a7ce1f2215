package io.levee.rooms.jobs;

import io.levee.knowledge.diagnosis.Remedy.Action;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.knowledge.diagnosis.Signature.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether Levee tries a failed job again by itself, how differently, and who has it in hand
/// otherwise. Pure. What a model says decides nothing here: only remedies of skills, within the trust
/// that the job has (I4).
final class MendingRules {
    private static final Duration BACKOFF_FIRST = Duration.ofSeconds(1);
    private static final Duration BACKOFF_MAX = Duration.ofMinutes(5);
    /// Of the job's memory, for a heap: the rest is for whatever is no heap.
    private static final int HEAP_PERCENT = 80;
    static final int BYTES_PER_MIB = 1_048_576;
    /// Whatever the attempts of a job left: only an engine knows which that is, and only while the job is open.
    static final String LAST_CHECKPOINT = "last-checkpoint";

    /// What engines take where nothing is said, in MiB.
    private static final Map<String, Integer> USUAL_MIB = Map.of(
            "spark.driver.memory", 1_024,
            "spark.executor.memory", 1_024,
            "spark.driver.maxResultSize", 1_024,
            "spark.executor.memoryOverhead", 384,
            "jvm.heap", 256,
            "jvm.metaspace", 64,
            "jvm.direct", 64,
            "taskmanager.memory.process.size", 1_728);

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})\\s*([kKmMgG]?)(?:i?[bB]|i)?");

    private MendingRules() {}

    /// What happens after a failed attempt.
    sealed interface Mending {
        /// @param changes everything that is different then, from what was asked for
        /// @param rung    the trust that was used
        record Again(List<Setting> changes, Instant from, Rung rung, String why) implements Mending {}

        /// @param platform whether it is for the owner of the engine, else for whoever asked
        record Give(boolean platform, String why) implements Mending {}
    }

    static Mending after(Job job, Finding finding, Instant now) {
        Job.Attempt failed = job.running();
        boolean platform = finding.part().equals(Part.PLATFORM.word());
        if (failed.number() >= job.spec().attempts()) {
            return new Mending.Give(platform, "it was tried %d times".formatted(failed.number()));
        }
        if (!now.isBefore(job.spec().deadline())) {
            return new Mending.Give(platform, "its deadline is reached");
        }
        List<Setting> before = job.changes().stream().map(Setting::parse).toList();
        if (failed.ended().equals("lost")) { // its outputs were staged: nothing of it is anywhere
            return new Mending.Again(before, now.plus(backoff(failed.number())), Rung.ISOLATION, "it was lost");
        }
        if (!finding.known()) {
            return new Mending.Give(false, "no skill knows this failure");
        }
        if (!finding.certain()) {
            return new Mending.Give(platform, "the cause is likely, not certain");
        }
        Optional<Finding.Mend> remedy = finding.remedy();
        if (remedy.isEmpty()) {
            return new Mending.Give(platform, "the skill has no remedy");
        }
        return mend(job, remedy.get(), before, platform, now);
    }

    static boolean restores(Finding.Mend remedy) {
        return remedy.action() == Action.RESTORE_CHECKPOINT;
    }

    /// What a person would type to run it again with the remedy; what the skill says where that is nothing of the
    /// kind, and nothing where the command has no place for it.
    ///
    /// @param checkpoint that its attempts left
    static String command(Job job, Finding finding, Optional<String> checkpoint) {
        return finding.remedy()
                .filter(_ -> finding.known())
                .map(remedy -> command(job, remedy, finding.command(), checkpoint))
                .orElse(finding.command());
    }

    /// @param said       what the skill would have people type
    /// @param checkpoint that its attempts left
    static String command(Job job, Finding.Mend remedy, String said, Optional<String> checkpoint) {
        List<Setting> settings = settings(job, remedy).orElse(List.of()).stream()
                .map(each -> each.value().equals(LAST_CHECKPOINT)
                        ? new Setting(each.name(), checkpoint.orElse(LAST_CHECKPOINT))
                        : each)
                .toList();
        if (settings.isEmpty()) {
            return said;
        }
        boolean nowhere = settings.stream().anyMatch(each -> each.value().equals(LAST_CHECKPOINT));
        if (nowhere
                || CommandRules.with(CommandRules.Typed.of(job.spec()), settings)
                        .isEmpty()) {
            return "";
        }
        StringBuilder typed = new StringBuilder("levee job rerun ").append(job.id());
        settings.forEach(each -> typed.append(" --set ").append(quoted(each.toString())));
        return typed.append(" --as ").append(job.spec().person().name()).toString();
    }

    /// As a shell takes it for one word, whatever a log put into it.
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static Mending mend(Job job, Finding.Mend remedy, List<Setting> before, boolean platform, Instant now) {
        Optional<List<Setting>> wanted = settings(job, remedy);
        if (wanted.isEmpty()) {
            return new Mending.Give(
                    platform, "`%s` is for people".formatted(remedy.action().word()));
        }
        if (remedy.rung().compareTo(Rung.ISOLATION) < 0) {
            return new Mending.Give(
                    platform,
                    "the skill leaves `%s` to people".formatted(remedy.action().word()));
        }
        if (!remedy.reversible()) {
            return new Mending.Give(
                    platform,
                    "`%s` cannot be taken back".formatted(remedy.action().word()));
        }
        if (!job.spec().trust().allows(remedy.rung())) {
            return new Mending.Give(
                    platform,
                    "`%s` needs the rung %s, and the agent has %s"
                            .formatted(
                                    remedy.action().word(),
                                    remedy.rung().word(),
                                    job.spec().trust().word()));
        }
        List<Setting> all = merged(before, wanted.get());
        boolean repeats = remedy.action() == Action.RERUN;
        if (!repeats && all.equals(before)) {
            return new Mending.Give(
                    platform, "the remedy was tried and did not help, or the caps leave no room for it");
        }
        if (CommandRules.with(CommandRules.Typed.of(job.spec()), all).isEmpty()) {
            return new Mending.Give(
                    platform,
                    "the command has no place for `%s`".formatted(all.getLast().name()));
        }
        Duration pause = repeats ? backoff(job.running().number()) : Duration.ZERO;
        return new Mending.Again(
                all, now.plus(pause), remedy.rung(), remedy.action().word());
    }

    /// What the remedy sets; empty where it is nothing that Levee can do.
    private static Optional<List<Setting>> settings(Job job, Finding.Mend remedy) {
        return switch (remedy.action()) {
            case SET_CONF, REPARTITION, RESTORE_CHECKPOINT -> Optional.of(remedy.args());
            case DEAD_LETTER ->
                arg(remedy, "setting")
                        .flatMap(name -> arg(remedy, "value").map(value -> List.of(new Setting(name, value))));
            case RAISE_MEMORY -> arg(remedy, "setting").map(name -> raised(job, name));
            case RERUN -> Optional.of(List.of());
            case EDIT_CODE, FREE_DISK, ASK_PERMISSION, ASK_PLATFORM, RENEW_CREDENTIAL, CHANGE_PORT, WAIT ->
                Optional.empty();
        };
    }

    private static Optional<String> arg(Finding.Mend remedy, String name) {
        return remedy.args().stream()
                .filter(each -> each.name().equals(name))
                .map(Setting::value)
                .findFirst();
    }

    /// Twice what is set, within the job's cap; nothing where there is no room for a quarter more.
    private static List<Setting> raised(Job job, String asked) {
        boolean local = asked.startsWith("spark.executor.memory")
                && CommandRules.sparkIsLocal(job.spec().command());
        String name = local ? "spark.driver.memory" : asked; // then the driver's process runs the tasks
        boolean container = name.equals(ContainerRules.MEMORY); // it has the whole cap where nothing is said
        int cap = job.spec().caps().memoryMib();
        int most = container ? cap : cap * HEAP_PERCENT / 100;
        int now = job.changes().stream()
                .map(Setting::parse)
                .filter(each -> each.name().equals(name))
                .map(Setting::value)
                .findFirst()
                .or(() -> CommandRules.said(job.spec().command(), name))
                .flatMap(size -> mib(size, name.startsWith("jvm.") || container ? BYTES_PER_MIB : 1))
                .orElseGet(() -> container ? cap : USUAL_MIB.getOrDefault(name, 512));
        int next = Math.min(now * 2, most);
        return next * 4 < now * 5 ? List.of() : List.of(new Setting(name, next + "m"));
    }

    /// In MiB, as JVMs, Spark, Flink and Kubernetes write sizes; `1G` is taken for `1Gi`.
    ///
    /// @param perMib how many of what a bare number means: bytes to a JVM, MiB to Spark
    static Optional<Integer> mib(String size, int perMib) {
        Matcher parts = SIZE.matcher(size.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        long mib = switch (parts.group(2)) {
            case "k", "K" -> number / 1_024;
            case "m", "M" -> number;
            case "g", "G" -> number * 1_024;
            default -> number / perMib;
        };
        return Optional.of(Math.clamp(mib, 1, 1_048_576));
    }

    private static List<Setting> merged(List<Setting> before, List<Setting> more) {
        List<Setting> all = new ArrayList<>(before);
        for (Setting each : more) {
            all.removeIf(it -> it.name().equals(each.name()));
            all.add(each);
        }
        return all;
    }

    private static Duration backoff(int attempt) {
        Duration pause = BACKOFF_FIRST.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(BACKOFF_MAX) > 0 ? BACKOFF_MAX : pause;
    }
}
