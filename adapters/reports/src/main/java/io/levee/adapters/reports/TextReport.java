package io.levee.adapters.reports;

import io.levee.adapters.reports.ReviewReport.AskedTeam;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.adapters.reports.ReviewReport.Quoted;
import io.levee.adapters.reports.ReviewReport.Unseen;
import java.util.List;
import java.util.function.Function;

/// For a person at a terminal: the decision first, then why.
final class TextReport {
    private static final int LISTED_MAX = 20;

    private TextReport() {}

    static String of(ReviewReport report) {
        StringBuilder text = new StringBuilder();
        text.append("%s (risk %.1f %%)%n".formatted(headline(report), 100 * report.risk()));
        for (Concern concern : report.findings()) {
            concern(concern, text);
        }
        section("teams that were asked", report.teams(), TextReport::team, text);
        section("reaches", report.reaches(), way -> String.join(" → ", way), text);
        section("not reviewed", report.notReviewed(), TextReport::unseen, text);
        return text.toString();
    }

    private static String headline(ReviewReport report) {
        return switch (report.decision()) {
            case "allow" -> "allowed: nobody who was asked objects";
            case "hold" -> "held: " + waiting(report);
            default -> "denied by " + teams(report, "unsatisfied");
        };
    }

    private static String waiting(ReviewReport report) {
        String teams = teams(report, "waiting");
        if (!teams.isEmpty()) {
            return "a person must look, of " + teams;
        }
        String broken = teams(report, "error");
        return broken.isEmpty() ? "some of it could not be looked at" : "rules could not be asked, of " + broken;
    }

    private static String teams(ReviewReport report, String state) {
        return String.join(
                ", ",
                report.teams().stream()
                        .filter(team -> team.state().equals(state))
                        .map(AskedTeam::team)
                        .toList());
    }

    private static void concern(Concern concern, StringBuilder text) {
        text.append("%n%s  %s  %s (%s)%n"
                .formatted(
                        concern.severity(),
                        Shown.plain(concern.line() > 0 ? concern.file() + ":" + concern.line() : concern.file()),
                        concern.rule(),
                        concern.team()));
        text.append("  %s%n".formatted(Shown.plain(concern.message())));
        for (Quoted quoted : concern.evidence()) {
            text.append("    %s %s%s%n"
                    .formatted(
                            quoted.kind(),
                            Shown.plain(quoted.ref()),
                            quoted.quote().isEmpty()
                                    ? ""
                                    : ": " + Shown.plain(quoted.quote().strip())));
        }
    }

    private static String team(AskedTeam team) {
        String by = team.reviewer().isEmpty() ? "" : " (reviewed by %s)".formatted(team.reviewer());
        return "%-14s %-16s %s%s".formatted(team.state(), team.team(), Shown.plain(team.why()), by);
    }

    private static String unseen(Unseen unseen) {
        return "%s: %s".formatted(unseen.file().isEmpty() ? "(the diff)" : Shown.plain(unseen.file()), unseen.why());
    }

    private static <T> void section(String title, List<T> items, Function<T, String> line, StringBuilder text) {
        if (items.isEmpty()) {
            return;
        }
        text.append("%n%s%n".formatted(title));
        items.stream().limit(LISTED_MAX).forEach(item -> text.append("  %s%n".formatted(line.apply(item))));
        if (items.size() > LISTED_MAX) {
            text.append("  and %d more%n".formatted(items.size() - LISTED_MAX));
        }
    }
}
