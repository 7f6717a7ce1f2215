package io.levee.adapters.forges;

import io.levee.adapters.reports.ReviewReport;
import io.levee.adapters.reports.ReviewReport.AskedTeam;
import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.adapters.reports.ReviewReport.Quoted;
import io.levee.adapters.reports.ReviewReport.Unseen;
import io.levee.adapters.reports.Shown;
import java.util.List;
import java.util.Locale;

/// What is written at a forge, in Markdown. Text of strangers is escaped and begins no line, where
/// GitLab would take `/merge` for an order of ours. Nothing of the change is quoted: the comment
/// stands beside it, and what stands there may be a secret.
public final class Comments {
    /// What a person writes below a comment that does not help.
    public static final String NOT_USEFUL = "/levee not-useful";
    /// Of GitHub's 65,536 characters and GitLab's million, with room for a marker.
    public static final int LENGTH_MAX = 40_000;

    private static final int TEXT_MAX = 4_000;
    private static final int EVIDENCE_MAX = 10;
    private static final int LISTED_MAX = 50;

    private Comments() {}

    static String finding(Concern concern) {
        StringBuilder text = new StringBuilder();
        text.append("**%s** · %s\n".formatted(Shown.markdown(concern.severity()), shown(concern.message())));
        concern.evidence().stream()
                .filter(it -> !it.kind().equals("diff"))
                .limit(EVIDENCE_MAX)
                .forEach(it -> text.append("\n- ").append(evidence(it)));
        text.append("\n\n<sub>%s of %s%s · Does not help? React with :-1: or answer `%s`</sub>"
                .formatted(
                        Shown.code(cut(concern.rule())),
                        Shown.markdown(concern.team()),
                        concern.also().isEmpty()
                                ? ""
                                : " and " + Shown.markdown(cut(String.join(", ", concern.also()))),
                        NOT_USEFUL));
        return text.toString();
    }

    private static String evidence(Quoted quoted) {
        String named = "%s %s".formatted(Shown.markdown(quoted.kind()), Shown.code(cut(quoted.ref())));
        return quoted.quote().isBlank()
                ? named
                : "%s: %s".formatted(named, shown(quoted.quote().strip()));
    }

    /// Of a whole review.
    public static String summary(ReviewReport report) {
        StringBuilder text = new StringBuilder();
        text.append("### Levee: %s\n\n".formatted(Shown.markdown(report.decision())));
        text.append(String.format(
                Locale.ROOT,
                "%d findings · probability that this is undone or causes an incident: %.1f %%\n",
                report.findings().size(),
                100 * report.risk()));
        if (!report.teams().isEmpty()) {
            text.append("\n| team | state | asked because it |\n|---|---|---|\n");
            report.teams().stream().limit(LISTED_MAX).forEach(team -> text.append(row(team)));
        }
        if (!report.notReviewed().isEmpty()) {
            text.append(
                    "\nNot reviewed (%d):\n\n".formatted(report.notReviewed().size()));
            report.notReviewed().stream().limit(LISTED_MAX).forEach(unseen -> text.append(line(unseen)));
        }
        return text.length() <= LENGTH_MAX ? text.toString() : text.substring(0, LENGTH_MAX);
    }

    private static String row(AskedTeam team) {
        return "| %s | %s | %s |\n"
                .formatted(Shown.markdown(team.team()), Shown.markdown(team.state()), shown(team.why()));
    }

    private static String line(Unseen unseen) {
        return "- %s: %s\n"
                .formatted(unseen.file().isEmpty() ? "the diff" : Shown.code(cut(unseen.file())), shown(unseen.why()));
    }

    /// Findings that have no place in the diff, as part of a larger text.
    public static String list(List<Posting> postings) {
        StringBuilder text = new StringBuilder();
        for (Posting posting : postings) {
            String item =
                    "\n- %s: %s\n".formatted(Shown.code(cut(posting.concern().file())), finding(posting.concern()));
            if (text.length() + item.length() > LENGTH_MAX / 2) {
                return text + "\n- and more\n";
            }
            text.append(item);
        }
        return text.toString();
    }

    /// In one line without Markdown, for what shows none.
    public static String plain(String text, int max) {
        String plain = Shown.plain(text);
        return plain.length() <= max ? plain : plain.substring(0, max - 1) + "…";
    }

    /// Whether somebody says so in an answer.
    public static boolean saysNotUseful(String body) {
        return body.strip()
                .lines()
                .findFirst()
                .filter(it -> it.strip().equalsIgnoreCase(NOT_USEFUL))
                .isPresent();
    }

    private static String shown(String text) {
        return Shown.markdown(cut(text));
    }

    private static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }
}
