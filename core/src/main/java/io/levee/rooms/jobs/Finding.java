package io.levee.rooms.jobs;

import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Remedy;
import io.levee.knowledge.diagnosis.Rung;
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
        List<Collected> collected) {
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

    static Finding of(Diagnosis diagnosis, Job job, Map<String, String> evidence) {
        Job.Attempt attempt = job.running();
        boolean silent = !diagnosis.isKnown() && diagnosis.evidence().isEmpty();
        String how = attempt.exit().map(code -> "exit code %d".formatted(code)).orElse(attempt.ended());
        return new Finding(
                diagnosis.engine(),
                diagnosis.signature(),
                silent ? "it ended with %s, and its log does not say why".formatted(how) : cut(diagnosis.cause()),
                (int) Math.round(diagnosis.confidence() * 1000),
                diagnosis.part().word(),
                diagnosis.evidence().stream()
                        .limit(LINES_MAX)
                        .map(Finding::line)
                        .toList(),
                diagnosis
                        .remedy()
                        .map(it -> new Mend(
                                it.action(), Setting.all(it.args()), it.rung(), it.reversible(), cut(it.undo()))),
                diagnosis
                        .remedy()
                        .map(it -> cut(it.command().replace("{job}", job.id().value())))
                        .orElse(""),
                cut(diagnosis.verify()),
                cut(diagnosis.source()),
                diagnosis.alternatives().stream()
                        .limit(ALTERNATIVES_MAX)
                        .map(it -> "%s (%.2f): %s".formatted(it.signature(), it.confidence(), cut(it.cause())))
                        .toList(),
                diagnosis.collect().stream()
                        .limit(COLLECTED_MAX)
                        .map(what -> new Collected(what, cut(evidence.getOrDefault(what, ""))))
                        .toList());
    }

    Finding typed(String typed) {
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
                collected);
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
                List.of());
    }

    boolean known() {
        return !signature.equals(Diagnosis.UNKNOWN);
    }

    private static Line line(Cited cited) {
        return new Line(cited.file(), cited.line(), cut(cited.text()));
    }

    private static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }
}
