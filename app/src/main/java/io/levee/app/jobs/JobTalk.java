package io.levee.app.jobs;

import io.levee.adapters.diagnosis.learn.Learning;
import io.levee.adapters.diagnosis.learn.Proposal;
import io.levee.adapters.http.JobRoutes;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.organisation.Organisation;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.PartRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// What is said of jobs: what kind they are, what they touch, and what nobody knew of their failures.
///
/// @param newest  so many jobs, newest first
/// @param engines empty for a name that none has
public record JobTalk(
        JobSkills skills,
        Supplier<Organisation> organisation,
        IntFunction<List<Job>> newest,
        Function<String, Optional<Engine>> engines)
        implements JobRoutes.Explaining {
    private static final int JOBS_MAX = 500;
    private static final int LOGS_MAX = 40;
    private static final int LOG_BYTES_MAX = 2 * 1024 * 1024;

    @Override
    public Optional<String> about(String skill) {
        return skills.about(skill);
    }

    @Override
    public List<PartRules.Part> parts(JobSpec spec) {
        Organisation now = organisation.get();
        return PartRules.touched(spec, now.catalog(), now.documents());
    }

    /// From the newest failures whose logs this replica can read.
    @Override
    public String proposals() {
        List<LogFile> logs = new ArrayList<>();
        for (Job job : newest.apply(JOBS_MAX)) {
            for (Job.Attempt attempt : job.attempts()) {
                boolean unknown = attempt.finding()
                        .filter(finding -> finding.signature().equals(Diagnosis.UNKNOWN))
                        .isPresent();
                if (unknown && logs.size() < LOGS_MAX) {
                    logs.addAll(log(job, attempt));
                }
            }
        }
        List<Proposal> proposals = Learning.from(logs, skills.library());
        StringBuilder yaml =
                new StringBuilder(proposals.isEmpty() ? "# every failure of jobs here is known\n" : "signatures:\n");
        proposals.forEach(proposal -> yaml.append(proposal.yaml()));
        return yaml.toString();
    }

    private List<LogFile> log(Job job, Job.Attempt attempt) {
        return engines
                .apply(job.spec().engine())
                .map(engine -> engine.log(attempt.run(), job))
                .orElse(List.of())
                .stream()
                .map(file -> new LogFile(job.id() + "/" + file.name(), () -> beginning(file)))
                .toList();
    }

    private static InputStream beginning(LogFile file) throws IOException {
        try (InputStream in = file.open()) {
            return new ByteArrayInputStream(in.readNBytes(LOG_BYTES_MAX));
        }
    }
}
