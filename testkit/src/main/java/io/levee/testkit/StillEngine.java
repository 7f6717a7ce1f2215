package io.levee.testkit;

import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An engine of this machine on which nothing runs, and which keeps nothing; a test says what is different.
public class StillEngine implements Engine {
    @Override
    public String name() {
        return HERE;
    }

    @Override
    public String kind() {
        return HERE;
    }

    @Override
    public Optional<String> unfit() {
        return Optional.empty();
    }

    @Override
    public String killTier() {
        return "none";
    }

    @Override
    public boolean bound() {
        return true;
    }

    @Override
    public Begun begin(WorkloadId run, Job job, JobSpec spec) {
        throw new IllegalStateException("nothing begins here");
    }

    @Override
    public Look look(WorkloadId run, Job job) {
        return new Look.Gone();
    }

    @Override
    public void end(WorkloadId run, Job job) {}

    @Override
    public List<LogFile> log(WorkloadId run, Job job) {
        return List.of();
    }

    @Override
    public Optional<Path> staging(WorkloadId run) {
        return Optional.empty();
    }
}
