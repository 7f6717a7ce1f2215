package io.levee.rooms.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the limits of a container get into `kubectl create job … --limits=cpu=500m,memory=512Mi`. Pure.
final class ContainerRules {
    static final String MEMORY = "container.memory";

    private static final Map<String, String> LIMITS = Map.of(MEMORY, "memory", "container.cpu", "cpu");
    private static final String OPTION = "--limits";
    private static final List<String> CREATE = List.of("create", "job");

    private ContainerRules() {}

    static boolean isOne(String setting) {
        return LIMITS.containsKey(setting);
    }

    /// Empty where it is no such command.
    static Optional<List<String>> with(List<String> command, Setting change) {
        int at = at(command);
        if (at < 0) {
            return Optional.empty();
        }
        int end = end(command);
        Map<String, String> limits = limits(command, at, end);
        boolean memory = change.name().equals(MEMORY);
        limits.put(
                LIMITS.getOrDefault(change.name(), ""),
                memory
                        ? MendingRules.mib(change.value(), MendingRules.BYTES_PER_MIB)
                                .map(mib -> mib + "Mi")
                                .orElse(change.value())
                        : change.value());
        List<String> changed = new ArrayList<>(command.subList(0, at));
        List<String> listed = new ArrayList<>();
        limits.forEach((name, value) -> listed.add(name + "=" + value));
        changed.add(OPTION + "=" + String.join(",", listed));
        for (int i = at; i < end; i++) {
            if (command.get(i).equals(OPTION)) {
                i++;
            } else if (!command.get(i).startsWith(OPTION + "=")) {
                changed.add(command.get(i));
            }
        }
        changed.addAll(command.subList(end, command.size()));
        return Optional.of(changed);
    }

    /// As it is written there; empty where the command says nothing.
    static Optional<String> said(List<String> command, String setting) {
        int at = at(command);
        return at < 0
                ? Optional.empty()
                : Optional.ofNullable(limits(command, at, end(command)).get(LIMITS.getOrDefault(setting, "")));
    }

    /// By their names, the last of each.
    private static Map<String, String> limits(List<String> command, int at, int end) {
        Map<String, String> limits = new TreeMap<>();
        for (int i = at; i < end; i++) {
            String word = command.get(i);
            String listed = word.startsWith(OPTION + "=")
                    ? word.substring(OPTION.length() + 1)
                    : word.equals(OPTION) && i + 1 < end ? command.get(i + 1) : "";
            for (String limit : listed.split(",", -1)) {
                int equals = limit.indexOf('=');
                if (equals > 0) {
                    limits.put(limit.substring(0, equals), limit.substring(equals + 1));
                }
            }
        }
        return limits;
    }

    /// Behind `kubectl create job`; negative where there is none.
    private static int at(List<String> command) {
        boolean kubectl = command.size() > CREATE.size()
                && ProgramName.of(command.getFirst()).equals("kubectl")
                && command.subList(1, 1 + CREATE.size()).equals(CREATE);
        return kubectl ? 1 + CREATE.size() : -1;
    }

    /// Where the command of the container itself begins.
    private static int end(List<String> command) {
        int dashes = command.indexOf("--");
        return dashes < 0 ? command.size() : dashes;
    }
}
