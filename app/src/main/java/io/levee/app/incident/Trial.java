package io.levee.app.incident;

import io.levee.adapters.cel.CelConditions;
import io.levee.adapters.git.Commit;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.git.RangeChange;
import io.levee.change.ChangedFile;
import io.levee.change.StructuredChange;
import io.levee.change.Structures;
import io.levee.knowledge.Conditions;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Guardrail.Example;
import io.levee.knowledge.Rule;
import io.levee.organisation.GuardrailCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/// Asks every candidate as a review would: it must find the cause, let its fix pass, and say
/// little about everything else.
final class Trial {
    /// Changes of the history that candidates are asked about.
    static final int COMMITS_MAX = 200;
    /// A commit of more files is an import or a move, and is not looked at.
    private static final int FILES_MAX = 1_000;
    /// Candidates about structure that are asked about the history, and as many about lines.
    private static final int HELD_MAX = 40;

    private static final int MENTIONED_MIN = 4;
    private static final int EXAMPLE_MAX = 20_000;
    private static final List<Integer> CONTEXTS = List.of(3, 12, 60);

    private final GitHistory history;
    private final Structures structures;
    private final Deed cause;
    private final Deed fix;
    private final Conditions conditions = new CelConditions();
    private final List<Read> causing;
    private final List<Read> fixing;
    private final List<Read> undone;

    /// A file of a change as a rule is asked about it, read once for all of them.
    private record Read(ChangedFile file, Optional<StructuredChange> structured) {
        boolean isFoundBy(Rule rule) {
            return covers(rule.guardrail(), file.path(), file.before())
                    && !rule.in(file, structured, List.of()).isEmpty();
        }
    }

    Trial(GitHistory history, Structures structures, Deed cause, Deed fix) {
        this.history = history;
        this.structures = structures;
        this.cause = cause;
        this.fix = fix;
        this.causing = files(history.commit(cause.commit()));
        this.fixing = fix.commit().isEmpty() ? read(fix.raw()) : files(history.commit(fix.commit()));
        this.undone = read(fix.raw().stream().map(FileChange::reversed).toList());
    }

    private List<Read> files(RangeChange range) {
        return range.change().files().stream()
                .limit(Deed.FILES_MAX)
                .map(file -> new Read(file, structures.of(file, range.contents())))
                .toList();
    }

    private List<Read> read(List<FileChange> files) {
        return files.stream()
                .map(file -> new Read(file.file(), file.structured(structures)))
                .toList();
    }

    /// A candidate that finds the cause and not its fix.
    ///
    /// @param undone whether the fix takes back what it finds
    private record Held(Candidate candidate, Guardrail guardrail, Rule rule, boolean undone, List<String> spoke) {}

    /// The one that says least about other changes, of those about what the fix took back and
    /// the page speaks of; one about structure before one about a line, unless it speaks too
    /// often.
    ///
    /// @param draft makes a guardrail of a candidate and its examples
    /// @param page  what somebody wrote about the incident
    Optional<Proposal> best(
            List<Candidate> candidates, BiFunction<Candidate, List<Example>, Guardrail> draft, String page) {
        List<Held> held = new ArrayList<>();
        for (Candidate candidate : candidates) {
            // so that lines have a chance beside many values
            long alike = held.stream()
                    .filter(it -> it.candidate().structural() == candidate.structural())
                    .count();
            if (alike < HELD_MAX) {
                held(candidate, draft).ifPresent(held::add);
            }
        }
        int looked = held.isEmpty() ? 0 : ask(held);
        String words = page.toLowerCase(Locale.ROOT);
        return held.stream()
                .min(Comparator.comparing(
                                (Held it) -> Proposal.isNoisy(it.spoke().size(), looked))
                        .thenComparing(it -> !it.candidate().structural())
                        .thenComparing(it -> !it.undone())
                        .thenComparing(it -> !isMentioned(it.candidate().subject(), words))
                        .thenComparingInt(it -> it.spoke().size()))
                .map(it -> new Proposal(
                                it.guardrail(),
                                it.candidate().structural() ? Proposal.Strength.STRUCTURE : Proposal.Strength.LINE,
                                looked,
                                it.spoke())
                        .in(Proposal.severity(it.spoke().size(), looked)));
    }

    private static boolean isMentioned(String subject, String words) {
        return subject.length() >= MENTIONED_MIN && words.contains(subject.toLowerCase(Locale.ROOT));
    }

    private Optional<Held> held(Candidate candidate, BiFunction<Candidate, List<Example>, Guardrail> draft) {
        if (!(Rule.of(draft.apply(candidate, List.of()), conditions) instanceof Rule.Compiled.Ready(var bare))) {
            return Optional.empty();
        }
        if (causing.stream().noneMatch(file -> file.isFoundBy(bare))
                || fixing.stream().anyMatch(file -> file.isFoundBy(bare))) {
            return Optional.empty();
        }
        FileChange shown = candidate.file();
        FileChange passes = fix.to(shown.path()).orElse(shown.reversed());
        Optional<Example> match = example(shown, true, bare);
        Optional<Example> pass = example(passes, false, bare);
        if (match.isEmpty() || pass.isEmpty()) {
            return Optional.empty();
        }
        Guardrail guardrail = draft.apply(candidate, List.of(match.get(), pass.get()));
        boolean whole = new GuardrailCheck(conditions, structures)
                .check(List.of(guardrail))
                .isEmpty();
        boolean back = undone.stream().anyMatch(file -> file.isFoundBy(bare));
        return whole ? Optional.of(new Held(candidate, guardrail, bare, back, new ArrayList<>())) : Optional.empty();
    }

    /// The fewest lines of the file about which the rule says what it must.
    private Optional<Example> example(FileChange file, boolean matches, Rule rule) {
        List<FileChange> windows = new ArrayList<>();
        CONTEXTS.forEach(context -> windows.add(file.around(context)));
        windows.add(file);
        return windows.stream()
                .filter(it -> Math.max(it.before().length(), it.after().length()) <= EXAMPLE_MAX)
                .filter(it -> !it.before().equals(it.after()))
                .filter(it -> matches ? it.isFoundBy(rule, structures) : it.isPassedBy(rule, structures))
                .findFirst()
                .map(it -> it.example(matches));
    }

    private static boolean covers(Guardrail guardrail, String... paths) {
        for (String path : paths) {
            if (guardrail.appliesTo().paths().stream().anyMatch(pattern -> pattern.matches(path))) {
                return true;
            }
        }
        return false;
    }

    /// Tells each candidate in which of the newest changes it finds something.
    ///
    /// @return how many were looked at
    private int ask(List<Held> held) {
        int looked = 0;
        for (Commit commit : history.newest("HEAD", COMMITS_MAX)) {
            if (commit.changed() > FILES_MAX || isCause(commit)) {
                continue;
            }
            looked++;
            List<Held> concerned = held.stream()
                    .filter(it -> covers(it.guardrail(), commit.files().toArray(String[]::new)))
                    .toList();
            if (!concerned.isEmpty()) {
                ask(concerned, commit.id(), history.commit(commit.id()));
            }
        }
        return looked;
    }

    private void ask(List<Held> held, String commit, RangeChange range) {
        for (ChangedFile file : range.change().files()) {
            List<Held> here = held.stream()
                    .filter(it -> !it.spoke().contains(commit))
                    .filter(it -> covers(it.guardrail(), file.path(), file.before()))
                    .toList();
            if (here.isEmpty()) {
                continue;
            }
            Optional<StructuredChange> structured = structures.of(file, range.contents());
            here.stream()
                    .filter(it -> !it.rule().in(file, structured, List.of()).isEmpty())
                    .forEach(it -> it.spoke().add(commit));
        }
    }

    /// Whether it is the cause, or the merge that brought it.
    private boolean isCause(Commit commit) {
        return commit.id().equals(cause.commit())
                || (commit.parents().size() > 1
                        && history.contains(commit.id(), cause.commit())
                        && !history.contains(commit.parents().getFirst(), cause.commit()));
    }
}
