package io.levee.adapters.flink;

import java.util.Optional;

/// The way to end a TaskManager from outside. Flink has no REST for it: whoever started the process ends it. It takes
/// the tasks of all jobs with it that run there.
///
/// On Kubernetes this would be the deletion of the pod whose name is the id, on YARN of the container.
@FunctionalInterface
interface TaskManagers {
    /// Returns once the process is gone.
    ///
    /// @throws IllegalStateException where it is not known, or lives on
    void end(TaskHost which);

    /// @param pids the folder that `bin/taskmanager.sh` writes its pid files to, `FLINK_PID_DIR`
    static Optional<TaskManagers> of(Optional<String> pids) {
        return pids.map(LocalTaskManagers::in);
    }
}
