package io.levee.rooms.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How a setting gets into a command, as the engine's own launcher takes it. Pure.
///
/// `spark.*` become `--conf` of `spark-submit` and its kin, or replace the option that means the same;
/// `jvm.*` become options of `java`; `container.*` become `--limits` of `kubectl create job`; names in
/// capitals become environment variables; settings of Flink become `-D` of `flink run`. What only Levee
/// understands has no place in a program of this machine.
final class CommandRules {
    private static final Set<String> SPARK =
            Set.of("spark-submit", "spark-submit.sh", "spark-sql", "spark-shell", "pyspark");
    private static final String SPARK_MAIN = "org.apache.spark.deploy.SparkSubmit";
    private static final Map<String, String> SPARK_OPTIONS = Map.of(
            "spark.driver.memory", "--driver-memory",
            "spark.executor.memory", "--executor-memory",
            "spark.executor.cores", "--executor-cores",
            "spark.executor.instances", "--num-executors",
            "spark.driver.cores", "--driver-cores");
    private static final Map<String, String> JVM_OPTIONS = Map.of(
            "jvm.heap", "-Xmx",
            "jvm.metaspace", "-XX:MaxMetaspaceSize=",
            "jvm.direct", "-XX:MaxDirectMemorySize=",
            "jvm.stack", "-Xss");
    /// Options of `flink run` that mean a setting; the long ones also with `=`.
    private static final Map<String, List<String>> FLINK_OPTIONS = Map.of(
            "parallelism.default", List.of("-p", "--parallelism"),
            "execution.state-recovery.path", List.of("-s", "--fromSavepoint"));
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,127}");

    private CommandRules() {}

    /// A command with its environment.
    ///
    /// @param here whether it is a program of this machine, and no engine reads it
    record Typed(List<String> command, List<Setting> environment, boolean here) {
        Typed {
            command = List.copyOf(command);
            environment = List.copyOf(environment);
        }

        static Typed of(JobSpec spec) {
            return new Typed(spec.command(), spec.environment(), spec.engine().equals(Engine.HERE));
        }
    }

    /// The command with all of these settings; empty where one of them has no place in it.
    static Optional<Typed> with(Typed typed, List<Setting> changes) {
        Typed now = typed;
        for (Setting change : changes) {
            Optional<Typed> next = with(now, change);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            now = next.get();
        }
        return Optional.of(now);
    }

    private static Optional<Typed> with(Typed typed, Setting change) {
        if (VARIABLE.matcher(change.name()).matches()) {
            List<Setting> environment = new ArrayList<>(typed.environment());
            environment.removeIf(each -> each.name().equals(change.name()));
            environment.add(change);
            return Optional.of(new Typed(typed.command(), environment, typed.here()));
        }
        boolean forLevee = ContainerRules.isOne(change.name()) || change.value().equals(MendingRules.LAST_CHECKPOINT);
        return typed.here() && forLevee
                ? Optional.empty()
                : changed(typed.command(), change)
                        .map(command -> new Typed(command, typed.environment(), typed.here()));
    }

    private static Optional<List<String>> changed(List<String> command, Setting change) {
        if (change.name().startsWith("spark.")) {
            return spark(command).map(at -> spark(command, at, change));
        }
        if (JVM_OPTIONS.containsKey(change.name())) {
            return java(command).map(at -> java(command, at, change));
        }
        if (ContainerRules.isOne(change.name())) {
            return ContainerRules.with(command, change);
        }
        return flink(command).map(at -> flink(command, at, change));
    }

    /// What the command says of a setting now; empty where it says nothing.
    static Optional<String> said(List<String> command, String name) {
        if (ContainerRules.isOne(name)) {
            return ContainerRules.said(command, name);
        }
        String option = SPARK_OPTIONS.getOrDefault(name, "");
        String jvm = JVM_OPTIONS.getOrDefault(name, "");
        Optional<String> said = Optional.empty();
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i);
            boolean last = i + 1 == command.size();
            if (word.startsWith("--conf=" + name + "=")) {
                said = Optional.of(word.substring(name.length() + 8));
            } else if ((word.equals("--conf") || word.equals("-c"))
                    && !last
                    && command.get(i + 1).startsWith(name + "=")) {
                said = Optional.of(command.get(i + 1).substring(name.length() + 1));
            } else if (!option.isEmpty() && word.equals(option) && !last) {
                said = Optional.of(command.get(i + 1));
            } else if (!option.isEmpty() && word.startsWith(option + "=")) {
                said = Optional.of(word.substring(option.length() + 1));
            } else if (!jvm.isEmpty() && word.startsWith(jvm)) {
                said = Optional.of(word.substring(jvm.length()));
            } else if (word.startsWith("-D" + name + "=")) {
                said = Optional.of(word.substring(name.length() + 3));
            }
        }
        return said;
    }

    /// Whether Spark runs its tasks in the driver's own process.
    static boolean sparkIsLocal(List<String> command) {
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i);
            String master = word.equals("--master") && i + 1 < command.size()
                    ? command.get(i + 1)
                    : word.startsWith("--master=") ? word.substring("--master=".length()) : "";
            if (isLocal(master)) {
                return true;
            }
        }
        return said(command, "spark.master").filter(CommandRules::isLocal).isPresent();
    }

    private static boolean isLocal(String master) {
        return master.equals("local") || master.startsWith("local[");
    }

    private static Optional<Integer> spark(List<String> command) {
        for (int i = 0; i < command.size(); i++) {
            if (SPARK.contains(ProgramName.of(command.get(i))) || command.get(i).equals(SPARK_MAIN)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static List<String> spark(List<String> command, int at, Setting change) {
        String option = SPARK_OPTIONS.getOrDefault(change.name(), "");
        List<String> without = new ArrayList<>(command.subList(0, at + 1));
        for (int i = at + 1; i < command.size(); i++) {
            String word = command.get(i);
            boolean last = i + 1 == command.size();
            boolean conf = (word.equals("--conf") || word.equals("-c"))
                    && !last
                    && command.get(i + 1).startsWith(change.name() + "=");
            if (conf || (!option.isEmpty() && word.equals(option) && !last)) {
                i++;
            } else if (!word.startsWith("--conf=" + change.name() + "=")
                    && (option.isEmpty() || !word.startsWith(option + "="))) {
                without.add(word);
            }
        }
        without.addAll(at + 1, List.of("--conf", change.toString()));
        return without;
    }

    private static Optional<Integer> java(List<String> command) {
        for (int i = 0; i < command.size(); i++) {
            if (ProgramName.of(command.get(i)).equals("java")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static List<String> java(List<String> command, int at, Setting change) {
        String option = JVM_OPTIONS.get(change.name());
        List<String> changed = new ArrayList<>(command.subList(0, at + 1));
        changed.add(option + change.value());
        command.subList(at + 1, command.size()).stream()
                .filter(word -> option == null || !word.startsWith(option))
                .forEach(changed::add);
        return changed;
    }

    private static Optional<Integer> flink(List<String> command) {
        for (int i = 0; i + 1 < command.size(); i++) {
            if (ProgramName.of(command.get(i)).equals("flink")
                    && command.get(i + 1).startsWith("run")) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    private static List<String> flink(List<String> command, int at, Setting change) {
        List<String> options = FLINK_OPTIONS.getOrDefault(change.name(), List.of());
        List<String> changed = new ArrayList<>(command.subList(0, at + 1));
        changed.add("-D" + change);
        boolean ours = true; // until the jar: what stands behind it is for the program
        for (int i = at + 1; i < command.size(); i++) {
            String word = command.get(i);
            ours &= !word.endsWith(".jar");
            if (ours && options.contains(word)) {
                i++;
            } else if (!ours || !means(word, change.name(), options)) {
                changed.add(word);
            }
        }
        return changed;
    }

    private static boolean means(String word, String name, List<String> options) {
        return word.startsWith("-D" + name + "=")
                || options.stream().anyMatch(option -> option.startsWith("--") && word.startsWith(option + "="));
    }
}
