package io.levee.rooms.review;

import io.levee.catalog.PathPattern;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.identity.TeamId;
import io.levee.knowledge.Conditions;
import io.levee.knowledge.Conditions.Answer;
import io.levee.knowledge.Conditions.Asked;
import io.levee.knowledge.Guardrail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One team's reviewer: its rules, compiled once. Immutable; knows nothing of who wrote a change.
public final class Reviewer {
    /// What one rule says of one file. Whoever has more has understood.
    static final int HITS_MAX = 20;

    private final TeamId team;
    private final List<Rule> rules;
    private final List<Guardrail> named;

    /// A rule with how it is asked.
    ///
    /// @param check empty for a condition that does not compile, which then never says yes to a
    ///              change
    public record Rule(Guardrail guardrail, Optional<Conditions.Check> check, Conditions.Words words) {}

    public Reviewer(TeamId team, List<Rule> rules) {
        this(team, rules, List.of());
    }

    /// @param named rules without a condition: they find nothing, and can be cited
    private Reviewer(TeamId team, List<Rule> rules, List<Guardrail> named) {
        this.team = team;
        this.rules = List.copyOf(rules);
        this.named = List.copyOf(named);
    }

    /// Compiles each rule that has a condition.
    public static Reviewer of(TeamId team, List<Guardrail> guardrails, Conditions conditions) {
        List<Rule> rules = new ArrayList<>();
        List<Guardrail> named = new ArrayList<>();
        for (Guardrail guardrail : guardrails) {
            if (guardrail.when().isEmpty()) {
                named.add(guardrail);
            } else {
                rules.add(new Rule(
                        guardrail,
                        switch (conditions.compile(guardrail.when())) {
                            case Conditions.Compiled.Ready(var check) -> Optional.of(check);
                            case Conditions.Compiled.Broken _ -> Optional.empty();
                        },
                        switch (conditions.word(guardrail.message())) {
                            case Conditions.Wording.Ready(var words) -> words;
                            case Conditions.Wording.Broken _ -> _ -> guardrail.message();
                        }));
            }
        }
        return new Reviewer(team, rules, named);
    }

    public TeamId team() {
        return team;
    }

    /// With those that have no condition.
    public List<Guardrail> guardrails() {
        return Stream.concat(rules.stream().map(Rule::guardrail), named.stream())
                .toList();
    }

    /// What a rule found.
    ///
    /// @param message for what was asked about
    record Hit(Guardrail guardrail, ReadFile file, Asked asked, String message) {}

    /// @param asked  rules that had something to look at
    /// @param about  formats that one of them is made for
    /// @param failed rules that could not tell
    record Looked(int asked, SortedSet<String> about, List<Hit> hits, List<String> failed) {
        static final Looked NOTHING = new Looked(0, new TreeSet<>(), List.of(), List.of());
    }

    Looked look(ReadChange change) {
        Looking looking = new Looking();
        for (Rule rule : rules) {
            boolean hadWork = false;
            for (ReadFile file : change.files()) {
                hadWork |= looking.at(rule, file);
            }
            looking.done(hadWork);
        }
        return looking.looked();
    }

    static boolean concerns(Guardrail.AppliesTo to, ReadFile file) {
        return (to.paths().isEmpty() || to.paths().stream().anyMatch(path -> isAt(path, file)))
                && (to.formats().isEmpty() || to.formats().contains(file.format()))
                && (to.assets().isEmpty()
                        || file.touched().stream()
                                .anyMatch(touched -> to.assets().stream()
                                        .anyMatch(pattern ->
                                                pattern.matches(touched.asset().toString()))));
    }

    private static boolean isAt(PathPattern path, ReadFile file) {
        return path.matches(file.path()) || path.matches(file.file().before());
    }

    /// One reviewer's look at one change.
    private static final class Looking {
        private int asked;
        private final SortedSet<String> about = new TreeSet<>();
        private final List<Hit> hits = new ArrayList<>();
        private final SortedSet<String> failed = new TreeSet<>();

        boolean at(Rule rule, ReadFile file) {
            if (!concerns(rule.guardrail().appliesTo(), file)) {
                return false;
            }
            int[] found = {0};
            boolean[] any = {false};
            forEach(rule.guardrail(), file, question -> {
                any[0] = true;
                switch (rule.check().map(check -> check.ask(question)).orElse(Answer.FAILED)) {
                    case YES -> {
                        if (found[0]++ < HITS_MAX) {
                            hits.add(new Hit(
                                    rule.guardrail(),
                                    file,
                                    question,
                                    rule.words().of(question)));
                        }
                    }
                    case NO -> {}
                    case FAILED -> failed.add(rule.guardrail().id());
                }
            });
            if (any[0] && rule.guardrail().appliesTo().formats().contains(file.format())) {
                about.add(file.format());
            }
            return any[0];
        }

        void done(boolean hadWork) {
            asked += hadWork ? 1 : 0;
        }

        Looked looked() {
            return new Looked(asked, about, hits, List.copyOf(failed));
        }

        private static void forEach(Guardrail guardrail, ReadFile file, Consumer<Asked> ask) {
            Set<String> kinds = guardrail.appliesTo().parts();
            switch (guardrail.each()) {
                case FILE -> {
                    if (kinds.isEmpty() || parts(file).stream().anyMatch(part -> kinds.contains(part.kind()))) {
                        ask.accept(question(file, Optional.empty(), Optional.empty(), Optional.empty()));
                    }
                }
                case LINE ->
                    file.file()
                            .added()
                            .forEach(line ->
                                    ask.accept(question(file, Optional.empty(), Optional.empty(), Optional.of(line))));
                case PART ->
                    ofKind(kinds, file)
                            .forEach(part ->
                                    ask.accept(question(file, Optional.of(part), Optional.empty(), Optional.empty())));
                case VALUE ->
                    ofKind(kinds, file)
                            .forEach(part -> part.values()
                                    .forEach(value -> ask.accept(
                                            question(file, Optional.of(part), Optional.of(value), Optional.empty()))));
            }
        }

        private static List<StructuredChange.Part> parts(ReadFile file) {
            return file.structured().map(StructuredChange::parts).orElse(List.of());
        }

        private static List<StructuredChange.Part> ofKind(Set<String> kinds, ReadFile file) {
            return kinds.isEmpty()
                    ? parts(file)
                    : parts(file).stream()
                            .filter(part -> kinds.contains(part.kind()))
                            .toList();
        }

        private static Asked question(
                ReadFile file,
                Optional<StructuredChange.Part> part,
                Optional<StructuredChange.Value> value,
                Optional<Line> line) {
            return new Asked(file.file(), file.structured(), part, value, line, file.touched());
        }
    }
}
