package io.levee.knowledge;

import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.identity.TeamId;
import io.levee.knowledge.Conditions.Answer;
import io.levee.knowledge.Conditions.Asked;
import io.levee.knowledge.Conditions.Owned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A guardrail whose condition is compiled, to be asked about files. Thread-safe.
public final class Rule {
    /// Findings of one rule in one file. Whoever breaks it more often has read these first.
    public static final int MATCHES_MAX = 20;

    private final Guardrail guardrail;
    private final Conditions.Check check;
    private final Conditions.Words message;

    private Rule(Guardrail guardrail, Conditions.Check check, Conditions.Words message) {
        this.guardrail = guardrail;
        this.check = check;
        this.message = message;
    }

    /// What compiling a guardrail gave.
    public sealed interface Compiled {
        record Ready(Rule rule) implements Compiled {}

        /// @param key  the key that is wrong: `when` or `message`
        /// @param what in one line
        record Broken(String key, String what) implements Compiled {}
    }

    /// Where a rule found something, or could not tell.
    ///
    /// @param told    whether the condition could be told; if not, `message` is the rule's own
    /// @param line    to show, from 1: of the file after, or before where it is gone
    /// @param subject what it was asked about: `flag debug-events`, `/spec/replicas`; empty for a
    ///                file or a line
    /// @param asked   all of what it was asked about
    public record Match(Guardrail guardrail, boolean told, int line, String subject, String message, Asked asked) {
        /// The same, of another team.
        public Match of(TeamId team) {
            return new Match(guardrail.of(team), told, line, subject, message, asked);
        }
    }

    /// A rule without a condition finds nothing.
    public static Compiled of(Guardrail guardrail, Conditions conditions) {
        Conditions.Compiled compiled = guardrail.when().isEmpty()
                ? new Conditions.Compiled.Ready(_ -> Answer.NO)
                : conditions.compile(guardrail.when());
        return switch (compiled) {
            case Conditions.Compiled.Broken(var what) -> new Compiled.Broken("when", what);
            case Conditions.Compiled.Ready(var check) -> worded(guardrail, check, conditions);
        };
    }

    private static Compiled worded(Guardrail guardrail, Conditions.Check check, Conditions conditions) {
        return switch (conditions.word(guardrail.message())) {
            case Conditions.Wording.Broken(var what) -> new Compiled.Broken("message", what);
            case Conditions.Wording.Ready(var words) -> new Compiled.Ready(new Rule(guardrail, check, words));
        };
    }

    public Guardrail guardrail() {
        return guardrail;
    }

    /// Whether the rule has something to ask about in this file.
    public static boolean concerns(
            Guardrail guardrail, ChangedFile file, Optional<StructuredChange> structured, List<Owned> touched) {
        return !guardrail.when().isEmpty()
                && guardrail.appliesTo().covers(file, structured, touched)
                && switch (guardrail.each()) {
                    case FILE ->
                        guardrail.appliesTo().parts().isEmpty()
                                || !parts(guardrail, structured).isEmpty();
                    case LINE -> !file.added().isEmpty();
                    case PART, VALUE -> !parts(guardrail, structured).isEmpty();
                };
    }

    /// What is wrong with one file, at most [#MATCHES_MAX].
    ///
    /// @param touched what the change of this file can alter
    public List<Match> in(ChangedFile file, Optional<StructuredChange> structured, List<Owned> touched) {
        if (!concerns(guardrail, file, structured, touched)) {
            return List.of();
        }
        Asked whole = new Asked(file, structured, Optional.empty(), Optional.empty(), Optional.empty(), touched);
        List<Match> matches = new ArrayList<>();
        switch (guardrail.each()) {
            case FILE -> ask(whole, firstLine(file), "", matches);
            case LINE -> file.added().forEach(line -> ask(about(whole, line), line.number(), "", matches));
            case PART, VALUE -> parts(guardrail, structured).forEach(part -> part(whole, part, matches));
        }
        return List.copyOf(matches);
    }

    private static List<StructuredChange.Part> parts(Guardrail guardrail, Optional<StructuredChange> structured) {
        return structured.map(StructuredChange::parts).orElse(List.of()).stream()
                .filter(guardrail.appliesTo()::covers)
                .toList();
    }

    private void part(Asked whole, StructuredChange.Part part, List<Match> matches) {
        if (guardrail.each() == Guardrail.Each.PART) {
            int line = part.lineAfter() > 0 ? part.lineAfter() : part.lineBefore();
            ask(about(whole, part, Optional.empty()), line, (part.kind() + " " + part.name()).strip(), matches);
            return;
        }
        for (StructuredChange.Value value : part.values()) {
            ask(about(whole, part, Optional.of(value)), value.line(), value.pointer(), matches);
        }
    }

    private void ask(Asked asked, int line, String subject, List<Match> matches) {
        if (matches.size() == MATCHES_MAX) {
            return;
        }
        switch (check.ask(asked)) {
            case YES -> matches.add(new Match(guardrail, true, Math.max(1, line), subject, message.of(asked), asked));
            case FAILED ->
                matches.add(new Match(guardrail, false, Math.max(1, line), subject, guardrail.message(), asked));
            case NO -> {}
        }
    }

    private static Asked about(Asked whole, Line line) {
        return new Asked(
                whole.file(),
                whole.structured(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(line),
                whole.touched());
    }

    private static Asked about(Asked whole, StructuredChange.Part part, Optional<StructuredChange.Value> value) {
        return new Asked(whole.file(), whole.structured(), Optional.of(part), value, Optional.empty(), whole.touched());
    }

    private static int firstLine(ChangedFile file) {
        return file.hunks().stream()
                .map(Hunk::lines)
                .flatMap(List::stream)
                .filter(line -> line.kind() != Line.Kind.CONTEXT)
                .mapToInt(Line::number)
                .findFirst()
                .orElse(1);
    }
}
