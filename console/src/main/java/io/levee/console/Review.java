package io.levee.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One review as the API tells it, without its report.
///
/// @param decision `allow`, `hold` or `deny`
/// @param lets     whether the change may go on: allowed, or overridden by two people
/// @param risk     probability that the change will be undone or cause an incident
public record Review(
        String id,
        String change,
        String decision,
        boolean lets,
        double risk,
        @Nullable String agent,
        @Nullable String person,
        @Nullable String revision,
        String time,
        List<Team> teams,
        List<Finding> findings,
        int notReviewed,
        @Nullable Overriding overriding,
        @Nullable Outcome outcome) {
    /// Sentences of a headline.
    static final int SENTENCES_MAX = 20;
    /// What a finding of these says, the change must not ignore.
    static final Set<String> BLOCKING = Set.of("high", "critical");

    private static final Set<String> AGREEING = Set.of("satisfied", "overridden", "not-applicable");

    public Review {
        change = Plain.text(change);
        teams = List.copyOf(teams);
        findings = List.copyOf(findings);
    }

    public record Team(
            String team,
            String state,
            @Nullable String reviewer,
            @Nullable String model) {
        boolean agrees() {
            return AGREEING.contains(state);
        }
    }

    public record Finding(String team, String rule, String severity, String file, int line) {}

    /// @param confirmedBy null while the second person is missing
    public record Overriding(String proposedBy, @Nullable String confirmedBy, String reason) {
        public Overriding {
            reason = Plain.text(reason);
        }

        public boolean isDone() {
            return confirmedBy != null;
        }
    }

    public record Outcome(String outcome, String ref) {
        public Outcome {
            ref = Plain.text(ref);
        }
    }

    /// Who made the change.
    public String who() {
        if (agent == null) {
            return Decision.name(person);
        }
        return person == null ? Decision.name(agent) : Decision.name(agent) + " for " + Decision.name(person);
    }

    /// The decision in one word: the word that filters know.
    public String word() {
        return switch (decision) {
            case "allow" -> "allowed";
            case "deny" -> "denied";
            default -> "held";
        };
    }

    /// The colour of [#word()].
    public String colour() {
        return word().equals("held") ? "waits" : word();
    }

    /// The teams that do not agree.
    public List<String> against() {
        return teams.stream().filter(it -> !it.agrees()).map(Team::team).toList();
    }

    public boolean isOverridden() {
        return overriding != null && overriding.isDone();
    }

    /// Where letting it pass stands, empty where nobody asked for it.
    public String override() {
        if (overriding == null) {
            return "";
        }
        return overriding.isDone() ? "two people let it pass" : "a second person must confirm";
    }

    /// Whether letting it pass waits for somebody else than the visitor.
    public boolean proposedBy(String visitor) {
        return overriding != null
                && !overriding.isDone()
                && overriding.proposedBy().equals(visitor);
    }

    public boolean madeBy(String visitor) {
        return visitor.equals(person);
    }

    /// Why it was decided so, a sentence for each reason.
    public List<String> why() {
        List<String> reasons = new ArrayList<>();
        List<Team> against = teams.stream().filter(it -> !it.agrees()).toList();
        against.stream().limit(SENTENCES_MAX).map(this::sentence).forEach(reasons::add);
        if (against.size() > SENTENCES_MAX) {
            reasons.add("%d more teams do not agree.".formatted(against.size() - SENTENCES_MAX));
        }
        if (notReviewed > 0) {
            reasons.add("Nobody looked at %s.".formatted(Form.many(notReviewed, "part of it", "parts of it")));
        }
        if (reasons.isEmpty()) {
            reasons.add(
                    !decision.equals("allow")
                            ? "People must look at it first."
                            : teams.isEmpty() ? "Nobody had to be asked." : "Every team that was asked lets it pass.");
        }
        return reasons;
    }

    private String sentence(Team team) {
        long blocking = findings.stream()
                .filter(it -> it.team().equals(team.team()) && BLOCKING.contains(it.severity()))
                .count();
        String found = blocking == 0
                ? ""
                : " It has %s.".formatted(Form.many(blocking, "finding that blocks", "findings that block"));
        return switch (team.state()) {
            case "waiting" -> "A person of %s must agree.%s".formatted(team.team(), found);
            case "unsatisfied" -> "%s does not agree.%s".formatted(team.team(), found);
            default ->
                "What %s says could not be told, and what is not known is no yes.%s".formatted(team.team(), found);
        };
    }
}
