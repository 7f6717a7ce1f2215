package io.levee.app.review;

import io.levee.adapters.search.TeamKnowledge;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Knowledge;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What teams wrote, read no sooner than somebody asks teams that have an incident: most
/// reviews on the command line ask nobody who has, and a model takes its time to load. One
/// lock.
final class Precedents implements Knowledge {
    private final List<Document> documents;
    private final TeamKnowledge.Options options;
    private Optional<Knowledge> read = Optional.empty();

    Precedents(List<Document> documents, TeamKnowledge.Options options) {
        this.documents = List.copyOf(documents);
        this.options = options;
    }

    @Override
    public synchronized List<Hit> search(Set<TeamId> teams, String text, int max) {
        if (documents.stream().noneMatch(it -> it.kind().equals("incident") && isOf(it, teams))) {
            return List.of();
        }
        Knowledge knowledge = read.orElseGet(() -> TeamKnowledge.of(documents, options));
        read = Optional.of(knowledge);
        return knowledge.search(teams, text, max);
    }

    private static boolean isOf(Document document, Set<TeamId> teams) {
        return teams.isEmpty() || teams.contains(document.team());
    }

    /// Whether anything had to be read.
    synchronized boolean isRead() {
        return read.isPresent();
    }

    @Override
    public synchronized void close() {
        read.ifPresent(Knowledge::close);
    }
}
