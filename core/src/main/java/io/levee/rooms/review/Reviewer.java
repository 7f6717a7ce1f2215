package io.levee.rooms.review;

import io.levee.identity.TeamId;
import io.levee.knowledge.Conditions;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One team's reviewer: its rules. Thread-safe; knows nothing of who wrote a change.
public final class Reviewer {
    private final TeamId team;
    private final List<Guardrail> guardrails;
    private final List<Lazy> rules;

    private Reviewer(TeamId team, List<Guardrail> guardrails, List<Lazy> rules) {
        this.team = team;
        this.guardrails = List.copyOf(guardrails);
        this.rules = List.copyOf(rules);
    }

    /// A guardrail without a condition is knowledge to cite, and asks nothing.
    public static Reviewer of(TeamId team, List<Guardrail> guardrails, Conditions conditions) {
        return new Reviewer(
                team,
                guardrails,
                guardrails.stream()
                        .filter(guardrail -> !guardrail.when().isEmpty())
                        .map(guardrail -> new Lazy(guardrail, conditions, new AtomicReference<>()))
                        .toList());
    }

    /// A rule that is compiled once something concerns it: most changes concern few.
    private record Lazy(Guardrail guardrail, Conditions conditions, AtomicReference<Rule.@Nullable Compiled> compiled) {
        Rule.Compiled rule() {
            Rule.Compiled known = compiled.get();
            if (known == null) {
                known = Rule.of(guardrail, conditions);
                compiled.set(known);
            }
            return known;
        }
    }

    public TeamId team() {
        return team;
    }

    public List<Guardrail> guardrails() {
        return guardrails;
    }

    /// What a rule found.
    record Hit(ReadFile file, Rule.Match match) {}

    /// @param asked  rules that had something to look at
    /// @param about  formats that one of them is made for
    /// @param failed rules that could not tell, or do not compile
    record Looked(int asked, SortedSet<String> about, List<Hit> hits, List<String> failed) {
        static final Looked NOTHING = new Looked(0, new TreeSet<>(), List.of(), List.of());

        /// What it found could not be cited: it is not shown, and it is no yes either.
        static Looked failed(String rule) {
            return new Looked(0, new TreeSet<>(), List.of(), List.of(rule));
        }

        Looked and(Looked more) {
            List<String> both = new ArrayList<>(failed);
            both.addAll(more.failed);
            return new Looked(asked + more.asked, about, hits, both);
        }
    }

    Looked look(ReadChange change) {
        int asked = 0;
        SortedSet<String> about = new TreeSet<>();
        SortedSet<String> failed = new TreeSet<>();
        List<Hit> hits = new ArrayList<>();
        for (Lazy lazy : rules) {
            List<ReadFile> concerned = change.files().stream()
                    .filter(file -> Rule.concerns(lazy.guardrail(), file.file(), file.structured(), file.touched()))
                    .toList();
            asked += concerned.isEmpty() ? 0 : 1;
            for (ReadFile file : concerned) {
                if (lazy.guardrail().appliesTo().formats().contains(file.format())) {
                    about.add(file.format());
                }
                switch (lazy.rule()) {
                    case Rule.Compiled.Broken _ -> failed.add(lazy.guardrail().id());
                    case Rule.Compiled.Ready(var rule) ->
                        rule.in(file.file(), file.structured(), file.touched()).forEach(match -> {
                            if (match.told()) {
                                hits.add(new Hit(file, match));
                            } else {
                                failed.add(lazy.guardrail().id());
                            }
                        });
                }
            }
        }
        return new Looked(asked, about, hits, List.copyOf(failed));
    }
}
