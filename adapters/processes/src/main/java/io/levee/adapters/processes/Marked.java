package io.levee.adapters.processes;

import io.levee.facts.WorkloadId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Finds processes by a variable that each program is started with and its children inherit. A second look, that shares
/// nothing with what holds a tree together; a program may hide from it, but not from the tree.
final class Marked {
    static final String VARIABLE = "LEVEE_WORKLOAD";

    private Marked() {}

    static Set<Long> processes(Set<WorkloadId> workloads) {
        Set<Long> found = new HashSet<>();
        if (!workloads.isEmpty()) {
            Set<String> marks = new HashSet<>();
            workloads.forEach(workload -> marks.add(VARIABLE + "=" + workload));
            ProcessHandle.allProcesses()
                    .filter(process -> has(process.pid(), marks))
                    .forEach(process -> found.add(process.pid()));
        }
        return found;
    }

    private static boolean has(long pid, Set<String> marks) {
        try {
            String environment = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
            return Arrays.stream(environment.split("\0", -1)).anyMatch(marks::contains);
        } catch (IOException e) {
            return false; // it ended, or it is somebody else's
        }
    }
}
