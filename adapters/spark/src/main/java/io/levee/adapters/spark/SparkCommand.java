package io.levee.adapters.spark;

import io.levee.rooms.jobs.ProgramName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What `spark-submit [OPTIONS] APP [ARGS…]` asks for, as far as the REST server of a standalone master takes it. Every
/// word before the program is understood.
///
/// @param conf what its options mean, too; none of it widens what it may do
record SparkCommand(String main, String app, List<String> arguments, Map<String, String> conf) {
    private static final String USAGE = "write `spark-submit --class MAIN [--conf NAME=VALUE]… APP.jar [ARGS…]`";
    private static final Map<String, String> OPTIONS = Map.of(
            "--name", "spark.app.name",
            "--master", "spark.master",
            "--deploy-mode", "spark.submit.deployMode",
            "--driver-memory", "spark.driver.memory",
            "--driver-cores", "spark.driver.cores",
            "--executor-memory", "spark.executor.memory",
            "--executor-cores", "spark.executor.cores",
            "--total-executor-cores", "spark.cores.max",
            "--jars", "spark.jars");
    /// Who it is, where it runs, what it is to others, what is started beside it: said by Levee and the cluster alone.
    private static final List<String> DENIED = List.of(
            "spark.submit.",
            "spark.authenticate",
            "spark.ui.proxy",
            "spark.ui.reverseProxy",
            "spark.ui.filters",
            "spark.acls.",
            "spark.admin.",
            "spark.master.",
            "spark.worker.",
            "spark.deploy.",
            "spark.yarn.",
            "spark.kubernetes.",
            "spark.kerberos.",
            "spark.driver.supervise",
            "spark.driver.host",
            "spark.driver.bindAddress",
            "spark.driver.resource.",
            "spark.executor.resource.",
            "spark.executorEnv.",
            "spark.dynamicAllocation.",
            "spark.plugins");
    private static final Pattern NAME = Pattern.compile("spark\\.[A-Za-z0-9._-]{1,250}");

    SparkCommand {
        arguments = List.copyOf(arguments);
        conf = Map.copyOf(conf);
    }

    /// @param master of the engine: a command may name it, and no other
    /// @throws IllegalArgumentException with the first word that has no place here
    static SparkCommand parse(List<String> command, String master) {
        if (command.isEmpty() || !ProgramName.of(command.getFirst()).equals("spark-submit")) {
            throw new IllegalArgumentException("the command is no `spark-submit`: " + USAGE);
        }
        command.stream().filter(word -> word.contains("{{")).findFirst().ifPresent(word -> {
            throw new IllegalArgumentException(
                    "`%s` would be filled in with what the master has in its environment: write it out"
                            .formatted(word));
        });
        Map<String, String> conf = new TreeMap<>();
        String main = "";
        int at = 1;
        for (; at < command.size() && command.get(at).startsWith("-"); at++) {
            String word = command.get(at);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String option = equals < 0 ? word : word.substring(0, equals);
            boolean known = option.equals("--conf")
                    || option.equals("-c")
                    || option.equals("--class")
                    || OPTIONS.containsKey(option);
            if (!known) {
                throw new IllegalArgumentException("`%s` has no place on this engine: %s".formatted(word, USAGE));
            }
            at += equals < 0 ? 1 : 0;
            if (at >= command.size()) {
                throw new IllegalArgumentException("`%s` wants a value: %s".formatted(word, USAGE));
            }
            String value = equals < 0 ? command.get(at) : word.substring(equals + 1);
            if (option.equals("--class")) {
                main = value;
            } else if (OPTIONS.containsKey(option)) {
                conf.put(OPTIONS.getOrDefault(option, ""), value);
            } else {
                setting(value, conf);
            }
        }
        expect(conf, "spark.master", Set.of(master));
        expect(conf, "spark.submit.deployMode", Set.of("cluster"));
        if (at >= command.size()) {
            throw new IllegalArgumentException("the command names no program: " + USAGE);
        }
        return of(main, command.get(at), command.subList(at + 1, command.size()), conf);
    }

    private static void setting(String text, Map<String, String> conf) {
        int equals = text.indexOf('=');
        String name = text.substring(0, Math.max(0, equals));
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no setting of Spark: write `--conf spark.NAME=VALUE`".formatted(text));
        }
        if (!name.equals("spark.submit.deployMode") && DENIED.stream().anyMatch(name::startsWith)) {
            throw new IllegalArgumentException("`%s` is not for jobs to say: leave it out".formatted(name));
        }
        conf.put(name, text.substring(equals + 1));
    }

    /// What Levee says itself is taken away; anything else is refused.
    private static void expect(Map<String, String> conf, String name, Set<String> values) {
        String said = conf.remove(name);
        if (said != null && !values.contains(said)) {
            throw new IllegalArgumentException(
                    "`%s` is `%s` on this engine, and not `%s`".formatted(name, String.join("`, `", values), said));
        }
    }

    private static SparkCommand of(String main, String app, List<String> arguments, Map<String, String> conf) {
        if (app.endsWith(".py") || app.endsWith(".R")) {
            throw new IllegalArgumentException(
                    "`%s` cannot run here: the REST server of a standalone master starts programs of the JVM alone"
                            .formatted(app));
        }
        if (main.isEmpty()) {
            throw new IllegalArgumentException("the command names no class: " + USAGE);
        }
        return new SparkCommand(main, app, arguments, conf);
    }

    /// The program with what it needs, once each.
    String jars() {
        Set<String> jars = new HashSet<>();
        List<String> ordered = new ArrayList<>();
        for (String jar : (app + "," + conf.getOrDefault("spark.jars", "")).split(",", -1)) {
            if (!jar.isBlank() && jars.add(jar.strip())) {
                ordered.add(jar.strip());
            }
        }
        return String.join(",", ordered);
    }
}
