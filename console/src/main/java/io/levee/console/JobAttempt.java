package io.levee.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One attempt of a job as the API tells it.
///
/// @param number  from 1
/// @param run     of its processes; a stop order may name it
/// @param changes what was different from what was asked for
/// @param ended   in one word; empty while it runs
/// @param checks  what its outputs were held against, with what came of it
public record JobAttempt(
        int number,
        String run,
        List<String> changes,
        String began,
        @Nullable String endedAt,
        @Nullable Integer exit,
        String ended,
        List<String> checks,
        @Nullable Diagnosis diagnosis) {
    static final int LINES_MAX = 100;
    private static final double CERTAIN = 0.9;

    public JobAttempt {
        changes = Plain.texts(changes, LINES_MAX);
        ended = Plain.text(ended);
        checks = Plain.texts(checks, LINES_MAX);
    }

    /// Why it failed.
    ///
    /// @param signature    `unknown` where no skill knows
    /// @param cause        in plain words
    /// @param confidence   from 0 to 1
    /// @param part         `job`, `platform` or `either`
    /// @param command      what a person would type to mend it; may be empty
    /// @param alternatives other causes, likeliest first
    /// @param collected    what its skill wants looked at
    /// @param asked        which model was to suppose something; null where none was
    /// @param hypotheses   what it supposes
    public record Diagnosis(
            String engine,
            String signature,
            String cause,
            double confidence,
            String part,
            List<Line> evidence,
            @Nullable Remedy remedy,
            String command,
            String verify,
            String source,
            List<String> alternatives,
            List<Collected> collected,
            @Nullable Asked asked,
            List<Hypothesis> hypotheses) {
        static final int EVIDENCE_MAX = 20;
        static final int HYPOTHESES_MAX = 10;

        public Diagnosis {
            signature = Plain.text(signature);
            cause = Plain.text(cause);
            evidence = evidence.stream().limit(EVIDENCE_MAX).toList();
            command = Plain.text(command);
            verify = Plain.text(verify);
            source = Plain.text(source);
            alternatives = Plain.texts(alternatives, LINES_MAX);
            collected = collected.stream().limit(EVIDENCE_MAX).toList();
            hypotheses = hypotheses.stream().limit(HYPOTHESES_MAX).toList();
        }

        public boolean isKnown() {
            return !signature.equals("unknown");
        }

        /// How sure it is, in words and as a figure.
        public String sure() {
            if (!isKnown()) {
                return "no skill knows this failure";
            }
            return (confidence >= CERTAIN ? "certain" : "likely, not certain") + ": " + Form.percent(confidence);
        }
    }

    /// @param outcome `answered`, or in one word why there is no answer
    public record Asked(String agent, String model, String outcome) {
        public Asked {
            agent = Plain.text(agent);
            model = Plain.text(model);
            outcome = Plain.text(outcome);
        }

        /// Why there is nothing that it supposes.
        public String unheard() {
            return switch (outcome) {
                case "answered" -> "A model was asked, and said nothing that its log bears out.";
                case "late", "silent" -> "A model was asked and did not answer.";
                case "stopped" -> "No model was asked: a stop covers it.";
                case "over-budget" -> "No model was asked: nothing is left of its budget.";
                case "not-permitted" -> "No model was asked: %s may not ask it.".formatted(agent);
                case "not-cleared" -> "No model was asked: it is not cleared for what the job reads.";
                case "nothing-to-show" -> "No model was asked: the log has nothing to show it.";
                default -> "No model was asked: %s.".formatted(outcome);
            };
        }
    }

    /// What a model supposes. Nothing is decided by it.
    ///
    /// @param confidence `low` or `medium`
    /// @param command    what a person would type for the remedy; may be empty
    public record Hypothesis(
            String cause,
            String confidence,
            List<Line> evidence,
            @Nullable Remedy remedy,
            String command) {
        public Hypothesis {
            cause = Plain.text(cause);
            confidence = Plain.text(confidence);
            evidence = evidence.stream().limit(Diagnosis.EVIDENCE_MAX).toList();
            command = Plain.text(command);
        }
    }

    /// @param what the skill's word, such as `memory-usage`
    /// @param text empty where the engine does not have it
    public record Collected(String what, String text) {
        public Collected {
            what = Plain.text(what);
            text = Plain.text(text);
        }
    }

    /// A line of its log, found there again before it was cited.
    ///
    /// @param line from 1
    public record Line(String file, long line, String text) {
        public Line {
            file = Plain.text(file);
            text = Plain.text(text);
        }

        /// `stderr.log:12`.
        public String place() {
            return file + ":" + line;
        }
    }

    /// @param rung the least trust with which Levee does it by itself
    public record Remedy(String action, List<String> args, String rung, boolean reversible, String undo) {
        public Remedy {
            args = Plain.texts(args, LINES_MAX);
            undo = Plain.text(undo);
        }
    }

    public boolean isOver() {
        return !ended.isEmpty();
    }

    /// How it ended, in words.
    public String ending() {
        return switch (ended) {
            case "" -> "it runs";
            case "exited" -> exit == null ? "it exited" : "it exited with " + exit;
            case "memory" -> "it wanted more memory than its cap";
            case "deadline" -> "its deadline was reached";
            case "idle" -> "it did nothing for too long";
            case "lost" -> "its processes were gone, and nobody knows why";
            case "stopped" -> "it was stopped";
            case "not-begun" -> "it could not be begun";
            default -> ended;
        };
    }

    boolean wasStopped() {
        return ended.equals("stopped");
    }

    boolean exitedWell() {
        return ended.equals("exited") && exit != null && exit == 0;
    }
}
