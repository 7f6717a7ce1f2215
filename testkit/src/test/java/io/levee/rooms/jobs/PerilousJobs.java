package io.levee.rooms.jobs;

import io.levee.catalog.AssetId;
import io.levee.facts.JobId;
import io.levee.identity.ActorId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A store before and after whose changes anything may happen.
final class PerilousJobs implements JobStore {
    private final JobStore store;
    private final Consumer<Job> seen;
    private final Runnable danger;

    /// @param seen   is told what is about to be saved
    /// @param danger what may happen
    PerilousJobs(JobStore store, Consumer<Job> seen, Runnable danger) {
        this.store = store;
        this.seen = seen;
        this.danger = danger;
    }

    @Override
    public void add(Job job, String machine) {
        store.add(job, machine);
    }

    @Override
    public boolean save(Held before, Job after) {
        seen.accept(after);
        danger.run();
        boolean saved = store.save(before, after);
        danger.run();
        return saved;
    }

    @Override
    public List<Held> beat() {
        return store.beat();
    }

    @Override
    public void giveBack(Held held) {
        store.giveBack(held);
    }

    @Override
    public Optional<Job> find(JobId job) {
        return store.find(job);
    }

    @Override
    public List<Job> newest(Optional<ActorId> person, int max) {
        return store.newest(person, max);
    }

    @Override
    public Optional<JobId> quarantined(String agent, AssetId asset) {
        return store.quarantined(agent, asset);
    }

    @Override
    public boolean release(String agent, AssetId asset) {
        return store.release(agent, asset);
    }

    @Override
    public int openOf(String agent) {
        return store.openOf(agent);
    }

    @Override
    public boolean wishEnd(JobId job, String by) {
        return store.wishEnd(job, by);
    }
}
