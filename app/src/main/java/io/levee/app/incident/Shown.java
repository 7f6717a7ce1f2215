package io.levee.app.incident;

import io.levee.adapters.reports.Ascii;
import io.levee.change.HiddenText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A lesson as people and as scripts read it.
final class Shown {
    private static final int LISTED_MAX = 20;

    private Shown() {}

    private record Json(
            Written incident,
            String why,
            Change cause,
            Change fix,
            Rule guardrail,
            Optional<CaseVerdict> reviewCase,
            OpenChanges open,
            List<String> files,
            List<String> notes,
            boolean dryRun) {}

    private record Written(String id, String team, String title, String date, String severity, List<String> assets) {}

    private record Change(String commit, String subject, List<String> files) {}

    private record Rule(
            String id,
            String kind,
            String severity,
            String each,
            String when,
            int looked,
            int spoke,
            List<String> spokeOn) {}

    static String json(Lesson it, OpenChanges open, boolean dryRun) {
        Proposal proposal = it.proposal();
        return Ascii.json(new Json(
                new Written(
                        it.incident().id(),
                        it.incident().team().name(),
                        it.incident().title(),
                        it.incident().date().toString(),
                        it.incident().severity(),
                        it.incident().assets()),
                it.whose().why(),
                change(it.cause()),
                change(it.fix()),
                new Rule(
                        proposal.guardrail().id(),
                        proposal.strength().name().toLowerCase(Locale.ROOT),
                        proposal.guardrail().severity().word(),
                        proposal.guardrail().each().word(),
                        proposal.guardrail().when(),
                        proposal.looked(),
                        proposal.spoke().size(),
                        proposal.spoke()),
                it.verdict(),
                open,
                it.kept().files().stream().map(Kept.KeptFile::path).toList(),
                it.notes(),
                dryRun));
    }

    private static Change change(Deed deed) {
        return new Change(
                deed.commit(),
                deed.subject(),
                deed.files().stream().map(FileChange::path).toList());
    }

    static String alarms(Proposal proposal) {
        return "It would have spoken on %d of %d other changes"
                .formatted(proposal.spoke().size(), proposal.looked());
    }

    static String text(Lesson it, OpenChanges open, boolean dryRun) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "incident %s, of team %s (%s)"
                        .formatted(
                                it.incident().id(),
                                it.incident().team(),
                                it.whose().why()));
        line(
                text,
                "  caused by %s %s"
                        .formatted(
                                Incident.shorter(it.cause().commit()),
                                it.cause().subject()));
        line(
                text,
                "  fixed by %s"
                        .formatted(
                                it.fix().commit().isEmpty()
                                        ? "nothing in the history that takes it back: its reverse counts as the fix"
                                        : "%s %s"
                                                .formatted(
                                                        Incident.shorter(
                                                                it.fix().commit()),
                                                        it.fix().subject())));
        rule(text, it.proposal());
        it.verdict()
                .ifPresent(verdict -> line(
                        text,
                        "case %s: %s"
                                .formatted(
                                        verdict.id(),
                                        verdict.ok()
                                                ? "with this rule the reviewers block the cause and let its fix pass"
                                                : "it fails: " + verdict.why())));
        open(text, open);
        it.notes().forEach(note -> line(text, "note: %s".formatted(note)));
        if (dryRun) {
            line(text, "nothing is written; these would be the files:");
            it.kept().files().forEach(file -> text.append("--- %s\n%s".formatted(file.path(), visible(file.text()))));
            return text.toString();
        }
        line(text, "written, for people to read, correct and commit:");
        it.kept().files().forEach(file -> line(text, "  %s".formatted(file.path())));
        return text.toString();
    }

    private static void rule(StringBuilder text, Proposal proposal) {
        switch (proposal.strength()) {
            case STRUCTURE -> line(text, "guardrail %s (%s):".formatted(id(proposal), severity(proposal)));
            case LINE ->
                line(
                        text,
                        "guardrail %s (%s): no rule about structure tells the cause from its fix, so it is about one line"
                                .formatted(id(proposal), severity(proposal)));
            case NOTHING ->
                line(
                        text,
                        "guardrail %s: no rule tells the cause from its fix; it is only cited".formatted(id(proposal)));
        }
        if (proposal.strength() != Proposal.Strength.NOTHING) {
            line(text, "  %s".formatted(proposal.guardrail().message()));
            line(
                    text,
                    "  when %s: %s"
                            .formatted(
                                    proposal.guardrail().each().word(),
                                    proposal.guardrail().when()));
            line(text, "  it finds the cause and not its fix. %s".formatted(alarms(proposal)));
            proposal.spoke().stream()
                    .limit(LISTED_MAX)
                    .forEach(it -> line(text, "    %s".formatted(Incident.shorter(it))));
        }
    }

    private static String id(Proposal proposal) {
        return proposal.guardrail().id();
    }

    private static String severity(Proposal proposal) {
        return proposal.guardrail().severity().blocks()
                ? "%s: it blocks".formatted(proposal.guardrail().severity().word())
                : "%s: it speaks, and blocks nothing"
                        .formatted(proposal.guardrail().severity().word());
    }

    private static void open(StringBuilder text, OpenChanges open) {
        line(
                text,
                "open changes: %d looked at, %d with findings%s"
                        .formatted(
                                open.looked(),
                                open.stopped().stream()
                                        .map(OpenChanges.Stopped::branch)
                                        .distinct()
                                        .count(),
                                open.left() == 0 ? "" : ", %d not looked at".formatted(open.left())));
        open.stopped().stream()
                .limit(LISTED_MAX)
                .forEach(
                        it -> line(text, "  %s  %s:%d  %s".formatted(it.branch(), it.file(), it.line(), it.message())));
        if (open.stopped().size() > LISTED_MAX) {
            line(text, "  and %d more: see `--json`".formatted(open.stopped().size() - LISTED_MAX));
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(visible(line)).append('\n');
    }

    /// Terminals obey what they are shown.
    private static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            shown.append(shown.isEmpty() ? "" : "\n").append(HiddenText.visible(line));
        }
        return shown.toString();
    }
}
