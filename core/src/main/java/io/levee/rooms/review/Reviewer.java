package io.levee.rooms.review;

import io.levee.identity.TeamId;
import io.levee.knowledge.Conditions;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One team's reviewer: its rules. Thread-safe; knows nothing of who wrote a change.
public final class Reviewer {
    /// Stands for whichever team has the rule.
    private static final TeamId ANY = new TeamId("any");

    private final TeamId team;
    private final List<Guardrail> guardrails;
    private final List<SharedRule> rules;

    private Reviewer(TeamId team, List<Guardrail> guardrails, List<SharedRule> rules) {
        this.team = team;
        this.guardrails = List.copyOf(guardrails);
        this.rules = List.copyOf(rules);
    }

    /// One for each team, in the order of the map. A guardrail that several of them have is
    /// compiled once. One without a condition is knowledge to cite, and asks nothing.
    public static List<Reviewer> of(SortedMap<TeamId, List<Guardrail>> guardrails, Conditions conditions) {
        Map<Guardrail, SharedRule> shared = new HashMap<>();
        List<Reviewer> reviewers = new ArrayList<>();
        guardrails.forEach((team, all) -> reviewers.add(new Reviewer(
                team,
                all,
                all.stream()
                        .filter(it -> !it.when().isEmpty())
                        .map(it -> shared.computeIfAbsent(it.of(ANY), rule -> new SharedRule(rule, conditions)))
                        .toList())));
        return reviewers;
    }

    public static Reviewer of(TeamId team, List<Guardrail> guardrails, Conditions conditions) {
        return of(new TreeMap<>(Map.of(team, guardrails)), conditions).getFirst();
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

    /// @param said what rules that other teams have too have said of this change; added to
    Looked look(ReadChange change, Map<SharedRule, SharedRule.Said> said) {
        int asked = 0;
        NavigableSet<String> about = new TreeSet<>();
        NavigableSet<String> failed = new TreeSet<>();
        List<Hit> hits = new ArrayList<>();
        for (SharedRule rule : rules) {
            SharedRule.Said it = said.computeIfAbsent(rule, one -> one.ask(change));
            asked += it.concerned() ? 1 : 0;
            about.addAll(it.about());
            it.failed().ifPresent(failed::add);
            it.hits().forEach(hit -> hits.add(new Hit(hit.file(), hit.match().of(team))));
        }
        return new Looked(asked, about, hits, List.copyOf(failed));
    }
}
