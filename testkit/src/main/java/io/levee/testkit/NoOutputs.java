package io.levee.testkit;

import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.Outputs;
import java.util.List;

/// Outputs of jobs that make none.
public record NoOutputs() implements Outputs {
    @Override
    public List<Verdict> check(Job job, Job.Attempt attempt) {
        return List.of();
    }

    @Override
    public String publish(Job job, Job.Attempt attempt, JobSpec.StagedOutput output) {
        throw new IllegalStateException("nothing is published here");
    }

    @Override
    public void discard(Job job, Job.Attempt attempt) {}
}
