package io.levee.adapters.http;

import io.levee.rooms.jobs.Finding;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.PartRules;
import io.levee.rooms.jobs.Setting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A job as the API shows it.
///
/// @param state    `waiting`, `running`, `checking`, `publishing`, `diagnosing` or `closed`
/// @param outcome  `succeeded`, `handed-back`, `handed-over`, `stopped` or `quarantined`; null while it is open
/// @param program  the first word of its command
/// @param mender   the team that has what is not the job's own part; null for none
/// @param trust    the rung up to which it is mended without people
/// @param about    what kind of job it is; null in a list
/// @param touches  parts of the platform; none in a list
/// @param rerunOf  the job that it repeats; null for none
record JobView(
        String id,
        String state,
        @Nullable String outcome,
        String why,
        String agent,
        String person,
        String owner,
        @Nullable String mender,
        String asset,
        String skill,
        String engine,
        String program,
        String session,
        List<String> reads,
        List<Output> outputs,
        String trust,
        int attemptsMax,
        String admittedAt,
        String deadline,
        @Nullable String rerunOf,
        @Nullable About about,
        List<Part> touches,
        List<Attempt> attempts) {
    /// @param ref the skill that says so
    record About(String text, String ref) {}

    /// @param what    what the catalog says it is
    /// @param channel where its owner is written to
    record Part(String asset, String what, String owner, String channel, List<PartRules.Page> pages) {}

    record Output(String asset, String folder, List<String> checks) {}

    /// @param run     of its processes; a stop order may name it
    /// @param changes what was different from what was asked for
    /// @param ended   `exited`, `memory`, `deadline`, `idle`, `lost`, `stopped`, `quarantined`; empty while it runs
    record Attempt(
            int number,
            String run,
            List<String> changes,
            String began,
            @Nullable String endedAt,
            @Nullable Integer exit,
            String ended,
            List<String> checks,
            @Nullable Diagnosis diagnosis) {
        Attempt unquoted() {
            return new Attempt(number, run, changes, began, endedAt, exit, ended, List.of(), null);
        }
    }

    /// As `levee diagnose --json` has it.
    ///
    /// @param collected  what the skill wants looked at, as far as the engine has it
    /// @param asked      which model was to suppose something, and what came of it; null where none was
    /// @param hypotheses what it supposes: nothing is decided by them
    record Diagnosis(
            String engine,
            String signature,
            String cause,
            double confidence,
            String part,
            List<Finding.Line> evidence,
            @Nullable Remedy remedy,
            String command,
            String verify,
            String source,
            List<String> alternatives,
            List<Finding.Collected> collected,
            @Nullable Asked asked,
            List<Hypothesis> hypotheses) {}

    /// @param outcome `answered`, or in one word why there is no answer
    record Asked(String agent, String model, String outcome) {}

    /// @param confidence `low` or `medium`
    /// @param evidence   lines that it cites, found again in the log
    /// @param command    what a person would type for the remedy; may be empty
    record Hypothesis(
            String cause,
            String confidence,
            List<Finding.Line> evidence,
            @Nullable Remedy remedy,
            String command) {}

    record Remedy(String action, List<String> args, String rung, boolean reversible, String undo) {}

    static JobView of(Job job) {
        JobSpec spec = job.spec();
        return new JobView(
                job.id().value(),
                word(job.state()),
                job.outcome().map(JobView::word).orElse(null),
                job.why(),
                spec.chain().caller().name(),
                spec.person().name(),
                spec.owner().name(),
                spec.mender().map(team -> team.name()).orElse(null),
                spec.asset().toString(),
                spec.skill(),
                spec.engine(),
                spec.command().getFirst(),
                spec.session().value(),
                spec.reads().stream().map(Object::toString).sorted().toList(),
                spec.outputs().stream()
                        .map(output -> new Output(output.asset().toString(), output.folder(), output.checks()))
                        .toList(),
                spec.trust().word(),
                spec.attempts(),
                time(job.admittedAt()),
                time(spec.deadline()),
                spec.rerunOf().orElse(null),
                null,
                List.of(),
                job.attempts().stream().map(JobView::attempt).toList());
    }

    JobView explained(Optional<String> text, List<PartRules.Part> parts) {
        return new JobView(
                id,
                state,
                outcome,
                why,
                agent,
                person,
                owner,
                mender,
                asset,
                skill,
                engine,
                program,
                session,
                reads,
                outputs,
                trust,
                attemptsMax,
                admittedAt,
                deadline,
                rerunOf,
                text.map(it -> new About(it, skill + "/SKILL.md")).orElse(null),
                parts.stream()
                        .map(part -> new Part(
                                part.asset().toString(),
                                part.what(),
                                part.owner().name(),
                                part.channel(),
                                part.pages()))
                        .toList(),
                attempts);
    }

    /// Without anything that quotes what its programs printed.
    JobView unquoted() {
        return new JobView(
                id,
                state,
                outcome,
                "",
                agent,
                person,
                owner,
                mender,
                asset,
                skill,
                engine,
                program,
                session,
                reads,
                outputs,
                trust,
                attemptsMax,
                admittedAt,
                deadline,
                rerunOf,
                about,
                touches,
                attempts.stream().map(Attempt::unquoted).toList());
    }

    private static Attempt attempt(Job.Attempt attempt) {
        return new Attempt(
                attempt.number(),
                attempt.run().value(),
                attempt.changes(),
                time(attempt.began()),
                attempt.endedAt().map(JobView::time).orElse(null),
                attempt.exit().orElse(null),
                attempt.ended(),
                attempt.checks(),
                attempt.finding().map(JobView::diagnosis).orElse(null));
    }

    private static Diagnosis diagnosis(Finding finding) {
        return new Diagnosis(
                finding.engine(),
                finding.signature(),
                finding.cause(),
                finding.confidencePermille() / 1000.0,
                finding.part(),
                finding.evidence(),
                finding.remedy().map(JobView::remedy).orElse(null),
                finding.command(),
                finding.verify(),
                finding.source(),
                finding.alternatives(),
                finding.collected(),
                finding.asked()
                        .map(it -> new Asked(it.agent().name(), it.model().toString(), it.outcome()))
                        .orElse(null),
                finding.asked().map(Finding.Asked::hypotheses).orElse(List.of()).stream()
                        .map(JobView::hypothesis)
                        .toList());
    }

    private static Remedy remedy(Finding.Mend mend) {
        return new Remedy(
                mend.action().word(),
                mend.args().stream().map(Setting::toString).toList(),
                mend.rung().word(),
                mend.reversible(),
                mend.undo());
    }

    private static Hypothesis hypothesis(Finding.Hypothesis it) {
        return new Hypothesis(
                it.cause(),
                word(it.confidence()),
                it.lines(),
                it.remedy().map(JobView::remedy).orElse(null),
                it.command());
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
