package io.levee.adapters.reports;

import io.levee.adapters.reports.ReviewReport.AskedTeam;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.adapters.reports.ReviewReport.Quoted;

/// For a comment on a pull request. Whatever came with the change is escaped.
final class MarkdownReport {
    private MarkdownReport() {}

    static String of(ReviewReport report) {
        StringBuilder text = new StringBuilder();
        text.append("### Levee: %s\n\n".formatted(report.decision()));
        text.append("Probability that this is undone or causes an incident: %.1f %%\n".formatted(100 * report.risk()));
        report.findings().forEach(concern -> concern(concern, text));
        if (!report.teams().isEmpty()) {
            text.append("\n| team | state | asked because it |\n|---|---|---|\n");
            for (AskedTeam team : report.teams()) {
                text.append("| %s | %s | %s |\n".formatted(team.team(), team.state(), Shown.markdown(team.why())));
            }
        }
        if (!report.notReviewed().isEmpty()) {
            text.append("\nNot reviewed:\n");
            report.notReviewed()
                    .forEach(unseen -> text.append("- %s: %s\n"
                            .formatted(
                                    unseen.file().isEmpty() ? "the diff" : Shown.code(unseen.file()),
                                    Shown.markdown(unseen.why()))));
        }
        return text.toString();
    }

    private static void concern(Concern concern, StringBuilder text) {
        text.append("\n**%s** %s%s · `%s` (%s)\n\n%s\n\n"
                .formatted(
                        concern.severity(),
                        Shown.code(concern.file()),
                        concern.line() > 0 ? " line " + concern.line() : "",
                        concern.rule(),
                        concern.team(),
                        Shown.markdown(concern.message())));
        for (Quoted quoted : concern.evidence()) {
            text.append("- %s %s%s\n"
                    .formatted(
                            quoted.kind(),
                            Shown.code(quoted.ref()),
                            quoted.quote().isEmpty()
                                    ? ""
                                    : ": " + Shown.code(quoted.quote().strip())));
        }
    }
}
