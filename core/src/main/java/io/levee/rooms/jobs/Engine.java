package io.levee.rooms.jobs;

import io.levee.catalog.AssetId;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.LogFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What runs attempts: programs on this machine, a cluster. Thread-safe. Every method may be called
/// again by another replica that adopted the job, and does nothing twice.
public interface Engine {
    /// The name and the kind of the one that runs programs on this machine.
    String HERE = "process";

    /// Its own, among all engines: `process`, or as `levee.yaml` has it.
    String name();

    /// As skills name it in `levee-runs-on`: `process`, `flink`.
    String kind();

    /// What it is in the catalog; only jobs that depend on that run here. Empty for this machine.
    default Optional<AssetId> asset() {
        return Optional.empty();
    }

    /// Why nothing can be run here, for whoever asked; empty where it can.
    Optional<String> unfit();

    /// How every process of an attempt is ended for certain, such as `cgroup2`.
    String killTier();

    /// Whether only the machine on which an attempt began can look after it.
    boolean bound();

    /// How many attempts it begins at the same time on one replica; what is beyond waits its turn, the oldest first.
    default int startsAtOnce() {
        return Integer.MAX_VALUE;
    }

    /// Begins an attempt, unless one of that id began before.
    Begun begin(WorkloadId run, Job job, JobSpec spec);

    Look look(WorkloadId run, Job job);

    /// Ends all of it; nothing of it is left when this returns.
    ///
    /// @throws IllegalStateException where something lives on
    void end(WorkloadId run, Job job);

    /// What it printed, in order; bounded.
    List<LogFile> log(WorkloadId run, Job job);

    /// Where it stages what it makes, as this replica sees it; the job finds it in `LEVEE_STAGING`. Empty where
    /// nothing of it is left, and where nothing can be staged.
    Optional<Path> staging(WorkloadId run);

    /// Whether anything can be staged at all.
    default boolean stages() {
        return true;
    }

    /// What skills want collected about a failed attempt, as far as this engine has it: text for people,
    /// at most some hundred characters, by the skill's word.
    ///
    /// @param words such as `memory-usage`
    default Map<String, String> evidence(WorkloadId run, Job job, Set<String> words) {
        return Map.of();
    }

    /// The newest checkpoint that its attempts left and that another job may go on from, as its command
    /// names it. Empty where there is none, or nobody knows.
    default Optional<String> checkpoint(Job job) {
        return Optional.empty();
    }

    /// The attempt is long over, and nobody looks at it any more: nothing of it need be kept.
    default void forget(WorkloadId run) {}

    /// Takes over what another replica began and does not look after any more.
    ///
    /// @param from the replica and the folder of its programs, with a space between
    /// @throws io.levee.fault.LeveeException where that replica may still look after it
    default void adopt(WorkloadId run, Job job, String from) {}

    sealed interface Begun {
        record Running() implements Begun {}

        /// A stop covers the chain; nothing ran.
        record Stopped(StopId stop) implements Begun {}

        /// It could not be begun; nothing ran.
        record Failed(String why) implements Begun {}
    }

    sealed interface Look {
        /// @param signs grows with whatever the attempt computes or prints
        record Running(long signs) implements Look {}

        /// Its first process ended; others may be left.
        ///
        /// @param exit  as a shell has it: 128 + signal for who was killed
        /// @param broke the cap that ended it, such as `memory`; empty for none
        record Exited(int exit, Optional<String> broke) implements Look {}

        /// Nothing of it is left, and nobody knows how it ended.
        record Gone() implements Look {}
    }
}
