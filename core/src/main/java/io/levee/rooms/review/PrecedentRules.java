package io.levee.rooms.review;

import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Document;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Passage;
import io.levee.knowledge.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// "This failed before": incidents of the teams that are asked which read like what the change
/// alters. They inform and never block; a rule does that.
final class PrecedentRules {
    private static final int HITS_LOOKED_AT = 5;
    /// Of one review. A change of more assets is asked about by its first ones.
    static final int SEARCHES_MAX = 40;

    private static final int QUERY_VALUES_MAX = 20;
    private static final int QUERY_LENGTH_MAX = 1_000;

    private PrecedentRules() {}

    /// One at most for each team.
    static List<Finding> found(
            ReadChange change, Set<TeamId> asked, Rulebook rulebook, Map<String, Document> known, Quotes quotes) {
        int searches = 0;
        Set<String> questions = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        for (ReadFile file : change.files()) {
            String query = query(file);
            if (query.isEmpty() || !questions.add(query)) {
                continue;
            }
            for (TeamId team : asked) {
                if (searches < SEARCHES_MAX
                        && findings.stream().noneMatch(it -> it.team().equals(team))) {
                    searches++;
                    rulebook.knowledge().search(Set.of(team), query, HITS_LOOKED_AT).stream()
                            .filter(hit -> hit.score() >= Knowledge.RELEVANT
                                    && hit.passage().kind().equals("incident"))
                            .filter(hit -> concerns(known.get(hit.passage().id()), file))
                            .findFirst()
                            .flatMap(hit -> finding(team, file, hit, quotes))
                            .ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    /// What a file that describes something changes, in words to search for; nothing for any other
    /// file, which would find whatever its prose reads like.
    private static String query(ReadFile file) {
        StringBuilder query = new StringBuilder();
        file.direct().forEach(asset -> query.append(asset).append(' '));
        if (query.isEmpty()) {
            return "";
        }
        file.structured().stream()
                .flatMap(it -> it.parts().stream())
                .flatMap(part -> part.values().stream())
                .limit(QUERY_VALUES_MAX)
                .forEach(value -> query.append(words(value)));
        return query.substring(0, Math.min(query.length(), QUERY_LENGTH_MAX));
    }

    private static String words(StructuredChange.Value value) {
        return "%s from %s to %s ".formatted(value.key(), value.before(), value.after());
    }

    /// An incident says which assets it is about; one of those must be altered.
    private static boolean concerns(@Nullable Document document, ReadFile file) {
        return document != null
                && document.assets().stream()
                        .anyMatch(pattern -> file.touched().stream()
                                .anyMatch(it -> pattern.matches(it.asset().toString())));
    }

    private static Optional<Finding> finding(TeamId team, ReadFile file, Knowledge.Hit hit, Quotes quotes) {
        Passage passage = hit.passage();
        return ChangedLines.near(file.file(), 0, 0).map(line -> finding(team, file, line, passage, quotes));
    }

    private static Finding finding(TeamId team, ReadFile file, Line line, Passage passage, Quotes quotes) {
        return new Finding(
                team,
                "precedent",
                Severity.LOW,
                file.path(),
                line.number(),
                "something like this failed before: %s".formatted(passage.title()),
                List.of(
                        quotes.of(file.file(), line),
                        new Citation(passage.kind(), passage.id(), Quotes.beginning(passage.text()))));
    }
}
