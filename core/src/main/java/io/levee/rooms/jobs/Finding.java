package io.levee.rooms.jobs;

import io.levee.catalog.AssetId;
import io.levee.facts.Later;
import io.levee.identity.ActorId;
import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Remedy;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.rooms.jobs.supposing.Hypothesis.Confidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the diagnosis of one attempt said, as it is kept with the job: bounded, and only what was found
/// again in the log (I5).
///
/// @param confidencePermille 0 to 1000
/// @param part    whose part it is to mend
/// @param command what a person would type; may be empty
/// @param collected what its skill wants looked at
/// @param asked    what came of asking a model, which decides nothing; empty where none was to be asked
public record Finding(
        String engine,
        String signature,
        String cause,
        int confidencePermille,
        String part,
        List<Line> evidence,
        Optional<Mend> remedy,
        String command,
        String verify,
        String source,
        List<String> alternatives,
        List<Collected> collected,
        @Later Optional<Asked> asked) {
    /// Ten attempts of these, with a command and an environment, fit into what a store keeps of one job.
    static final int LINES_MAX = 10;

    static final int ALTERNATIVES_MAX = 4;
    static final int COLLECTED_MAX = 3;
    static final int TEXT_MAX = 1_000;

    public Finding {
        evidence = List.copyOf(evidence);
        alternatives = List.copyOf(alternatives);
        collected = List.copyOf(collected);
    }

    /// @param what the skill's word, such as `memory-usage`
    /// @param text what was found; empty where the engine does not have it
    public record Collected(String what, String text) {}

    /// @param line from 1
    public record Line(String file, long line, String text) {}

    /// @param args as `name=value`
    public record Mend(Remedy.Action action, List<Setting> args, Rung rung, boolean reversible, String undo) {
        public Mend {
            args = List.copyOf(args);
        }
    }

    /// A model was asked, or would have been.
    ///
    /// @param agent      in whose name
    /// @param outcome    `answered`, or in one word why there is no answer
    /// @param hypotheses may be none
    public record Asked(ActorId agent, AssetId model, String outcome, List<Hypothesis> hypotheses) {
        public Asked {
            hypotheses = List.copyOf(hypotheses);
        }
    }

    /// What a model supposes. No rule reads it.
    ///
    /// @param lines   found again in the log (I5)
    /// @param remedy  of the job's skill, for people
    /// @param command what a person would type for it; the skill's words, never the model's; may be empty
    public record Hypothesis(
            String cause, Confidence confidence, List<Line> lines, Optional<Mend> remedy, String command) {
        public Hypothesis {
            lines = List.copyOf(lines);
        }
    }

    private static String ended(Job.Attempt attempt) {
        return attempt.exit().map("it ended with exit code %d"::formatted).orElseGet(() -> switch (attempt.ended()) {
            case "deadline" -> "it did not end before its deadline";
            case "idle" -> "it neither computed nor printed for too long";
            case "lost" -> "nobody knows how it ended";
            default -> "it ended with " + attempt.ended();
        });
    }

    static Finding of(Diagnosis diagnosis, Job job, Map<String, String> evidence) {
        Job.Attempt attempt = job.running();
        boolean silent = !diagnosis.isKnown() && diagnosis.evidence().isEmpty();
        return new Finding(
                diagnosis.engine(),
                diagnosis.signature(),
                silent ? ended(attempt) + ", and its log does not say why" : cut(diagnosis.cause()),
                (int) Math.round(diagnosis.confidence() * 1000),
                diagnosis.part().word(),
                diagnosis.evidence().stream()
                        .limit(LINES_MAX)
                        .map(Finding::line)
                        .toList(),
                diagnosis.remedy().map(Finding::mend),
                diagnosis.remedy().map(it -> command(it, job)).orElse(""),
                cut(diagnosis.verify()),
                cut(diagnosis.source()),
                diagnosis.alternatives().stream()
                        .limit(ALTERNATIVES_MAX)
                        .map(it -> "%s (%.2f): %s".formatted(it.signature(), it.confidence(), cut(it.cause())))
                        .toList(),
                diagnosis.collect().stream()
                        .limit(COLLECTED_MAX)
                        .map(what -> new Collected(what, cut(evidence.getOrDefault(what, ""))))
                        .toList(),
                Optional.empty());
    }

    /// As a skill has it.
    static Mend mend(Remedy remedy) {
        return new Mend(
                remedy.action(), Setting.all(remedy.args()), remedy.rung(), remedy.reversible(), cut(remedy.undo()));
    }

    /// What a skill would have a person type.
    static String command(Remedy remedy, Job job) {
        return cut(remedy.command().replace("{job}", job.id().value()));
    }

    Finding typed(String typed) {
        return with(typed, asked);
    }

    Finding supposing(Asked more) {
        return with(command, Optional.of(more));
    }

    private Finding with(String typed, Optional<Asked> supposed) {
        return new Finding(
                engine,
                signature,
                cause,
                confidencePermille,
                part,
                evidence,
                remedy,
                typed,
                verify,
                source,
                alternatives,
                collected,
                supposed);
    }

    /// Of an attempt of which there is nothing to read.
    static Finding unknown(String why) {
        return new Finding(
                "unknown",
                Diagnosis.UNKNOWN,
                why,
                0,
                "either",
                List.of(),
                Optional.empty(),
                "",
                "",
                "",
                List.of(),
                List.of(),
                Optional.empty());
    }

    boolean known() {
        return !signature.equals(Diagnosis.UNKNOWN);
    }

    boolean certain() {
        return known() && confidencePermille >= Diagnosis.CERTAIN * 1000;
    }

    static Line line(Cited cited) {
        return new Line(cited.file(), cited.line(), cut(cited.text()));
    }

    private static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }
}
