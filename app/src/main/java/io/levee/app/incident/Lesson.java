package io.levee.app.incident;

import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.organisation.parts.WrittenIncident;
import io.levee.catalog.Asset;
import io.levee.change.UnifiedDiff;
import io.levee.identity.TeamId;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Guardrail.Each;
import io.levee.knowledge.Severity;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.PathOwners;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is learnt from one incident, before anything of it is written.
///
/// @param whose   the team, with why it is theirs
/// @param verdict what the reviewers say of the case, as soon as they know the proposal; empty
///   where there is no case
/// @param notes   what people should know before they take it
record Lesson(
        Incident incident,
        Whose.Team whose,
        Deed cause,
        Deed fix,
        Proposal proposal,
        Optional<CaseVerdict> verdict,
        Kept kept,
        List<String> notes) {
    Lesson {
        notes = List.copyOf(notes);
    }

    /// What it is learnt with.
    record From(GitHistory history, Organisation organisation, PathOwners owners) {}

    /// @param named    the team that somebody named
    /// @param severity of the rule; empty for what its quietness deserves
    static Lesson of(
            From from,
            WrittenIncident page,
            Deed cause,
            Deed fix,
            Optional<TeamId> named,
            Optional<Severity> severity) {
        KnownFormats formats = new KnownFormats();
        Whose whose = new Whose(from.organisation(), from.owners(), formats);
        Whose.Team team = whose.of(named.or(page::team), cause);
        List<String> assets = whose.described(cause).stream()
                .map(Asset::id)
                .map(Object::toString)
                .toList();
        Incident incident = Incident.of(page, team.team(), cause, fix, assets);
        isNew(incident, from.organisation());
        Proposal best = new Trial(from.history(), formats, cause, fix)
                .best(
                        Candidates.of(cause, formats),
                        (candidate, examples) -> guardrail(incident, candidate, examples),
                        page.body())
                .orElseGet(() -> nothing(incident));
        Proposal proposal = severity.map(best::in).orElse(best);
        List<String> notes = new ArrayList<>(incident.guessed());
        cause.unread().stream()
                .map(it -> "`%s` is not looked at: %s".formatted(it.file(), it.why()))
                .forEach(notes::add);
        List<Kept.KeptFile> files = new ArrayList<>();
        files.add(new Kept.KeptFile(incident.file(), incident.text()));
        String rule = "teams/%s/guardrails/%s.yaml"
                .formatted(incident.team(), proposal.guardrail().id());
        files.add(new Kept.KeptFile(rule, GuardrailText.of(proposal.guardrail(), comment(proposal, incident), rule)));
        List<Kept.KeptFile> diffs = diffs(incident, cause, fix, proposal, notes);
        files.addAll(diffs);
        Optional<CaseVerdict> verdict = diffs.isEmpty()
                ? Optional.empty()
                : Optional.of(verdict(incident, diffs, with(from.organisation(), proposal.guardrail())));
        return new Lesson(incident, team, cause, fix, proposal, verdict, new Kept(files), notes);
    }

    private static void isNew(Incident incident, Organisation organisation) {
        organisation.documents().stream()
                .filter(it -> it.kind().equals("incident") && it.id().equals(incident.id()))
                .findFirst()
                .ifPresent(it -> {
                    throw new IllegalArgumentException(
                            "incident `%s` is there already, in `%s`: give this one another `id`"
                                    .formatted(incident.id(), it.file()));
                });
        organisation.guardrails().stream()
                .filter(it -> it.id().equals(ruleId(incident)))
                .findFirst()
                .ifPresent(it -> {
                    throw new IllegalArgumentException(
                            "guardrail `%s` is there already, in `%s`: give this incident another `id`"
                                    .formatted(it.id(), it.file()));
                });
    }

    private static String ruleId(Incident incident) {
        return "after-" + incident.id();
    }

    private static Guardrail guardrail(Incident incident, Candidate it, List<Guardrail.Example> examples) {
        return new Guardrail(
                ruleId(incident),
                incident.team(),
                Severity.MEDIUM,
                "%s: this caused incident %s".formatted(it.message(), incident.id()),
                it.advice(),
                List.of(incident.id()),
                it.appliesTo(),
                it.each(),
                it.when(),
                examples);
    }

    /// Something to cite where nothing can be asked.
    private static Proposal nothing(Incident incident) {
        Guardrail guardrail = new Guardrail(
                ruleId(incident),
                incident.team(),
                Severity.MEDIUM,
                "a change of these files caused incident %s, and no rule was found that tells such a change from its fix"
                        .formatted(incident.id()),
                "read the incident, and let a person of the team look at the change",
                List.of(incident.id()),
                LineCandidates.at(incident.paths()),
                Each.FILE,
                "",
                List.of());
        return new Proposal(guardrail, Proposal.Strength.NOTHING, 0, List.of());
    }

    private static List<String> comment(Proposal proposal, Incident incident) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Proposed after incident %s, from commit %s. Nobody has agreed to it yet: read it, correct it, commit it."
                        .formatted(incident.id(), incident.causedBy()));
        switch (proposal.strength()) {
            case STRUCTURE -> lines.add(Shown.alarms(proposal) + ".");
            case LINE -> {
                lines.add(
                        "Nothing about the structure of the files told the cause from its fix, so it is about one line.");
                lines.add(Shown.alarms(proposal) + ".");
            }
            case NOTHING -> lines.add("It has no condition, so it finds nothing and is only cited.");
        }
        return lines;
    }

    /// The case: its two diffs, the file of the rule first.
    private static List<Kept.KeptFile> diffs(
            Incident incident, Deed cause, Deed fix, Proposal proposal, List<String> notes) {
        if (cause.files().isEmpty() || fix.files().isEmpty()) {
            notes.add("no case for the reviewers: nothing of the %s can be kept as text"
                    .formatted(cause.files().isEmpty() ? "cause" : "fix"));
            return List.of();
        }
        List<String> first = proposal.guardrail().examples().stream()
                .map(Guardrail.Example::file)
                .toList();
        CaseDiff.Written causing = CaseDiff.of(sorted(cause, first));
        CaseDiff.Written fixing = CaseDiff.of(sorted(fix, first));
        causing.leftOut().forEach(it -> notes.add("`%s` is not kept in the case: no room".formatted(it)));
        fixing.leftOut().forEach(it -> notes.add("`%s` of the fix is not kept in the case: no room".formatted(it)));
        String folder = ReviewCase.folder(incident.team(), incident.id());
        return List.of(
                new Kept.KeptFile(
                        folder + "/case.yaml", ReviewCase.yaml(incident.id(), incident.id(), incident.title())),
                new Kept.KeptFile(folder + "/causing.diff", causing.text()),
                new Kept.KeptFile(folder + "/fix.diff", fixing.text()));
    }

    private static List<FileChange> sorted(Deed deed, List<String> first) {
        return deed.files().stream()
                .sorted(Comparator.comparing((FileChange file) -> !first.contains(file.path())))
                .toList();
    }

    private static CaseVerdict verdict(Incident incident, List<Kept.KeptFile> diffs, Organisation organisation) {
        ReviewCase one = new ReviewCase(
                incident.team(),
                incident.id(),
                UnifiedDiff.read(diffs.get(1).text()),
                UnifiedDiff.read(diffs.get(2).text()),
                CaseDiff.contents());
        return CaseVerdict.of(one, CaseVerdict.panel(organisation));
    }

    private static Organisation with(Organisation it, Guardrail guardrail) {
        List<Guardrail> guardrails = new ArrayList<>(it.guardrails());
        guardrails.add(guardrail);
        return new Organisation(
                it.revision(),
                it.settings(),
                it.people(),
                it.passports(),
                it.catalog(),
                it.policies(),
                it.codeOwners(),
                it.budgets(),
                it.definitions(),
                it.stoppers(),
                it.stopRules(),
                it.addresses(),
                guardrails,
                it.documents());
    }
}
