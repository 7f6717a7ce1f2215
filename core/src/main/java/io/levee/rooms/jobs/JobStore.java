package io.levee.rooms.jobs;

import io.levee.catalog.AssetId;
import io.levee.facts.JobId;
import io.levee.identity.ActorId;
import java.util.List;
import java.util.Optional;

/// Jobs where all replicas see them, and who supervises which. Its clock decides who is silent.
/// Thread-safe; each method is one transaction.
///
/// INVARIANT: a job has one supervisor. [#save] changes a job only for who supervises it now, in the
/// version that it read; so a replica that was paused and wakes up changes nothing any more.
public interface JobStore {
    /// Jobs that are over and kept for whoever looks.
    int CLOSED_MAX = 5_000;

    /// A new job of this replica.
    ///
    /// @param machine empty where any replica may go on with it
    void add(Job job, String machine);

    /// False, and nothing changed, where another replica has it.
    boolean save(Held before, Job after);

    /// Says that this replica lives, and takes over open jobs of those that were silent for too long and
    /// that may run here. Returns all open jobs that this one supervises.
    List<Held> beat();

    /// A job that was taken over and cannot be looked after here goes back to the replica that had it.
    void giveBack(Held held);

    Optional<Job> find(JobId job);

    /// Newest first.
    ///
    /// @param person only those that act for them; empty for everybody's
    List<Job> newest(Optional<ActorId> person, int max);

    /// The newest job of this agent for this asset that is in quarantine.
    Optional<JobId> quarantined(String agent, AssetId asset);

    /// Lets the agent run this asset again. False where nothing of it is in quarantine.
    boolean release(String agent, AssetId asset);

    /// Open jobs of one agent, on all replicas.
    int openOf(String agent);

    /// Asks whoever supervises it to end it. False where it is over already.
    boolean wishEnd(JobId job, String by);

    /// A job with what its supervisor must know.
    ///
    /// @param version changes with each save
    /// @param from    the replica that had it before and the folder of its programs, with a space between; empty
    ///                where it was always ours, or was saved since
    /// @param wish    who wants it to end; empty for nobody
    record Held(Job job, long version, String from, String wish) {}
}
