package io.levee.console;

import io.levee.console.JobAttempt.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What became of a job, in the order in which it was.
///
/// @param admitted the step before every attempt
/// @param end      what came after the last attempt; empty while it is open
/// @param used     rungs of the trust that mending used; empty where nothing was mended
public record JobStory(Step admitted, List<Told> attempts, List<Step> end, String used) {
    /// @param time   RFC 3339; empty where nobody tells
    /// @param word   in one word what it was
    /// @param colour the class of its mark
    public record Step(String time, String word, String colour, String said) {}

    /// @param fresh  of its changes, those that the attempt before did not have
    /// @param mended whether Levee tried again by itself after it
    public record Told(JobAttempt attempt, List<String> fresh, List<Step> steps, boolean mended) {}

    static JobStory of(Job job) {
        List<Told> told = new ArrayList<>();
        List<String> used = new ArrayList<>();
        List<String> before = List.of();
        for (int i = 0; i < job.attempts().size(); i++) {
            JobAttempt attempt = job.attempts().get(i);
            boolean last = i == job.attempts().size() - 1;
            boolean mended = !last || (job.state().equals("waiting") && attempt.isOver());
            List<String> old = before;
            List<String> fresh =
                    attempt.changes().stream().filter(it -> !old.contains(it)).toList();
            told.add(new Told(attempt, fresh, steps(job, attempt, mended), mended));
            if (mended) {
                used.add(rung(attempt));
            }
            before = attempt.changes();
        }
        String rungs = used.stream().filter(it -> !it.isEmpty()).distinct().collect(Collectors.joining(", "));
        return new JobStory(admitted(job), told, end(job), rungs);
    }

    private static Step admitted(Job job) {
        return new Step(
                job.admittedAt(),
                "admitted",
                "good",
                "with trust %s, %s at most, until %s %s UTC"
                        .formatted(
                                job.trust(),
                                Form.many(job.attemptsMax(), "attempt", "attempts"),
                                Form.date(job.deadline()),
                                Form.minute(job.deadline())));
    }

    private static List<Step> steps(Job job, JobAttempt attempt, boolean mended) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(attempt.began(), "began", "", attempt.run()));
        if (attempt.isOver()) {
            String end = Decision.text(attempt.endedAt());
            String took = Form.span(attempt.began(), end);
            String said = attempt.ending() + (took.isEmpty() ? "" : ", after " + took);
            steps.add(
                    attempt.exitedWell()
                            ? new Step(end, "ended", "good", said)
                            : new Step(end, attempt.wasStopped() ? "stopped" : "failed", "bad", said));
        } else {
            steps.add(new Step("", "runs", "now", ""));
        }
        for (String check : attempt.checks()) {
            boolean failed = check.contains(": FAILED");
            steps.add(new Step("", failed ? "check failed" : "checked", failed ? "bad" : "good", check));
        }
        JobAttempt.@Nullable Diagnosis diagnosis = attempt.diagnosis();
        if (diagnosis != null) {
            steps.add(new Step("", "diagnosed", "", diagnosis.signature() + ", " + diagnosis.sure()));
        }
        if (mended) {
            steps.add(mending(job, attempt));
        }
        return steps;
    }

    private static Step mending(Job job, JobAttempt attempt) {
        @Nullable
        Remedy remedy = attempt.diagnosis() == null ? null : attempt.diagnosis().remedy();
        if (attempt.ended().equals("lost") || remedy == null) {
            return new Step("", "tried again", "good", "as it was: nothing that it made is anywhere");
        }
        return new Step(
                "",
                "mended",
                "good",
                "by %s, with trust %s of the %s that the agent has"
                        .formatted(remedy.action(), remedy.rung(), job.trust()));
    }

    private static String rung(JobAttempt attempt) {
        return attempt.diagnosis() == null || attempt.diagnosis().remedy() == null
                ? ""
                : attempt.diagnosis().remedy().rung();
    }

    private static List<Step> end(Job job) {
        if (job.isOpen()) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        boolean good = job.word().equals("succeeded");
        if (good && !job.outputs().isEmpty()) {
            steps.add(new Step(
                    "",
                    "published",
                    "good",
                    job.outputs().stream().map(Job.Output::asset).collect(Collectors.joining(", "))));
        }
        steps.add(new Step(
                "",
                "closed",
                good ? "good" : "bad",
                job.word() + ": " + job.why()
                        + (job.inHand().isEmpty() ? "" : "; %s has it in hand".formatted(job.inHand()))));
        return steps;
    }
}
