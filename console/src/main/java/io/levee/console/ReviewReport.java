package io.levee.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a review says, as the API tells it.
///
/// @param reaches ways from what the change describes to what it can alter besides, each a list
///                of `kind:name`
public record ReviewReport(
        List<AskedTeam> teams, List<Concern> findings, List<Unseen> notReviewed, List<List<String>> reaches) {
    static final int UNSEEN_MAX = 200;

    public ReviewReport {
        teams = List.copyOf(teams);
        findings = List.copyOf(findings);
        notReviewed = List.copyOf(notReviewed);
        reaches = reaches.stream().map(List::copyOf).toList();
    }

    /// @param reviewer the agent that reviews for the team; null or empty where its rules do alone
    public record AskedTeam(
            String team,
            String why,
            String state,
            int asked,
            @Nullable String reviewer) {
        public AskedTeam {
            why = Plain.text(why);
        }

        /// Who reviews for it, empty where its rules do alone.
        public String by() {
            return reviewer == null ? "" : Decision.name(reviewer);
        }

        /// The class of its cell.
        public @Nullable String colour() {
            return switch (state) {
                case "satisfied" -> "good";
                case "unsatisfied", "error" -> "bad";
                default -> null;
            };
        }
    }

    /// One cited concern.
    ///
    /// @param line from 1; 0 for the whole file
    /// @param also other teams that say the same
    public record Concern(
            String team,
            String rule,
            String severity,
            String file,
            int line,
            String message,
            List<Quoted> evidence,
            List<String> also) {
        public Concern {
            file = Plain.text(file);
            message = Plain.text(message);
            evidence = List.copyOf(evidence);
            also = List.copyOf(also);
        }

        public boolean blocks() {
            return Review.BLOCKING.contains(severity);
        }

        public String teams() {
            return also.isEmpty() ? team : team + ", " + String.join(", ", also);
        }

        /// `flags/app.yaml:12`, or the file alone.
        public String place() {
            return line > 0 ? file + ":" + line : file;
        }
    }

    public record Quoted(String kind, String ref, String quote) {
        public Quoted {
            ref = Plain.text(ref);
            quote = Plain.text(quote);
        }
    }

    public record Unseen(String file, String why) {
        public Unseen {
            file = Plain.text(file);
            why = Plain.text(why);
        }
    }

    /// What the ledger alone knows, where the report is kept no longer: who found what where,
    /// without words.
    static ReviewReport of(Review review) {
        return new ReviewReport(
                review.teams().stream()
                        .map(it -> new AskedTeam(it.team(), "", it.state(), 0, it.reviewer()))
                        .toList(),
                review.findings().stream()
                        .map(it -> new Concern(
                                it.team(), it.rule(), it.severity(), it.file(), it.line(), "", List.of(), List.of()))
                        .toList(),
                List.of(),
                List.of());
    }

    /// As many as the page has room for.
    public List<Unseen> unseen() {
        return notReviewed.stream().limit(UNSEEN_MAX).toList();
    }

    public int unseenUnshown() {
        return Math.max(0, notReviewed.size() - UNSEEN_MAX);
    }
}
