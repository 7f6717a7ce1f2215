package io.levee.adapters.flink;

import io.levee.rooms.jobs.ProgramName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a command for Flink's own launcher asks for, as
/// [its documentation](https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/cli/) has it. Every word of
/// it is understood, or the command is refused: nothing of it is dropped.
///
/// @param mainClass     empty for the one that the jar's manifest names
/// @param parallelism   empty where it does not say
/// @param restoresFrom  a path, or [#LAST_CHECKPOINT]; empty for a fresh start
/// @param skipsState    whether state that the program has no place for is left out
/// @param configuration what else it sets with `-D`
record FlinkCommand(
        Optional<String> mainClass,
        Optional<Integer> parallelism,
        Optional<String> restoresFrom,
        boolean skipsState,
        Map<String, String> configuration,
        String jar,
        List<String> arguments) {
    /// The newest one of the attempt before.
    static final String LAST_CHECKPOINT = "last-checkpoint";

    private static final String FORM =
            "write `flink run [-d] [-c CLASS] [-p NUMBER] [-s PATH] [-n] [-DKEY=VALUE]… JAR [ARGUMENTS]…`";
    private static final String PARALLELISM = "parallelism.default";
    private static final String RESTORES = "execution.state-recovery.path";
    private static final Set<String> DETACHED = Set.of("-d", "--detached");
    private static final Set<String> SKIPS = Set.of("-n", "--allowNonRestoredState");
    /// Options with a value, by what they set; the long form also with `=`.
    private static final Map<String, String> OPTIONS = Map.of(
            "-c", "class",
            "--class", "class",
            "-p", PARALLELISM,
            "--parallelism", PARALLELISM,
            "-s", RESTORES,
            "--fromSavepoint", RESTORES);

    /// Flink would take no notice of these, or run something else than was looked at.
    private static final List<String> NOT_OF_A_JOB = List.of(
            "$internal",
            "blob.",
            "cluster.",
            "env.",
            "execution.attached",
            "execution.target",
            "heartbeat.",
            "high-availability",
            "jobmanager.",
            "kubernetes.",
            "pekko.",
            "pipeline.classpaths",
            "pipeline.fixed-job-id",
            "pipeline.jars",
            "resourcemanager.",
            "rest.",
            "security.",
            "slot",
            "taskmanager.",
            "web.",
            "yarn.");

    FlinkCommand {
        configuration = Map.copyOf(configuration);
        arguments = List.copyOf(arguments);
    }

    /// @throws IllegalArgumentException with the word that is not understood, and what to write
    static FlinkCommand parse(List<String> words) {
        if (words.size() < 3
                || !ProgramName.of(words.getFirst()).equals("flink")
                || !words.get(1).equals("run")) {
            throw new IllegalArgumentException(
                    "`%s` is nothing that Flink's REST runs: %s".formatted(start(words), FORM));
        }
        Map<String, String> said = new LinkedHashMap<>();
        boolean skips = false;
        int at = 2;
        for (; at < words.size() && words.get(at).startsWith("-"); at++) {
            String word = words.get(at);
            int equals = word.indexOf('=');
            String option = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
            if (SKIPS.contains(word)) {
                skips = true;
            } else if (word.startsWith("-D")) {
                set(said, word);
            } else if (OPTIONS.containsKey(option)) {
                String value = option.equals(word) ? next(words, ++at, word) : word.substring(equals + 1);
                put(said, String.valueOf(OPTIONS.get(option)), value, word);
            } else if (!DETACHED.contains(word)) {
                throw new IllegalArgumentException("the option `%s` is not known here: %s".formatted(word, FORM));
            }
        }
        if (at >= words.size()) {
            throw new IllegalArgumentException("the command names no jar: " + FORM);
        }
        Optional<String> mainClass = Optional.ofNullable(said.remove("class"));
        Optional<Integer> parallelism =
                Optional.ofNullable(said.remove(PARALLELISM)).map(FlinkCommand::number);
        Optional<String> restores = Optional.ofNullable(said.remove(RESTORES));
        return new FlinkCommand(
                mainClass, parallelism, restores, skips, said, words.get(at), words.subList(at + 1, words.size()));
    }

    /// The same from there.
    FlinkCommand restoringFrom(Optional<String> path) {
        return new FlinkCommand(mainClass, parallelism, path, skipsState, configuration, jar, arguments);
    }

    private static void set(Map<String, String> said, String word) {
        int equals = word.indexOf('=');
        if (equals < 3) {
            throw new IllegalArgumentException("`%s` sets nothing: write `-DKEY=VALUE` as one word".formatted(word));
        }
        String key = word.substring(2, equals);
        if (key.equals("class") || NOT_OF_A_JOB.stream().anyMatch(key::startsWith)) {
            throw new IllegalArgumentException(
                    "`%s` is no setting of a job on a session cluster: leave it out, or ask the owner of the cluster"
                            .formatted(key));
        }
        put(said, key, word.substring(equals + 1), word);
    }

    private static void put(Map<String, String> said, String key, String value, String word) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("`%s` has no value".formatted(word));
        }
        if (said.put(key, value) != null) {
            throw new IllegalArgumentException("`%s` says again what is said before: leave one out".formatted(word));
        }
    }

    private static String next(List<String> words, int at, String option) {
        if (at >= words.size()) {
            throw new IllegalArgumentException("the option `%s` has no value".formatted(option));
        }
        return words.get(at);
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("the parallelism `%s` is none: write a number from 1".formatted(text));
        }
        return Integer.parseInt(text);
    }

    private static String start(List<String> words) {
        return String.join(" ", new ArrayList<>(words).subList(0, Math.min(2, words.size())));
    }
}
