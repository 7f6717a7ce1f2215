package io.levee.app.forge;

import io.levee.adapters.forges.Feedback;
import io.levee.facts.ReviewFact;
import io.levee.identity.ActorId;
import io.levee.identity.Names;
import io.levee.identity.TeamId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.Ledger;
import io.levee.organisation.ForgeSource;
import io.levee.rooms.review.KnownReview;
import io.levee.rooms.review.ReviewBook;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes down who said that a finding is of no use: each person once for each finding. Only
/// whom `people` of the forge names is heard; at an open repository anybody can react.
/// Thread-safe; two replicas at the same time may write the same.
final class NotUsefulWords implements Follower {
    static final int KNOWN_MAX = 20_000;

    private final Ledger ledger;
    private final ReviewBook book;
    private final Set<Said> known = new LinkedHashSet<>();

    private record Said(String place, TeamId team, Optional<ActorId> by) {}

    NotUsefulWords(Ledger ledger, ReviewBook book) {
        this.ledger = ledger;
        this.book = book;
    }

    @Override
    public synchronized void learned(Entry entry) {
        if (entry.fact() instanceof ReviewFact.NotUseful it) {
            known.add(new Said(it.place(), it.team(), it.by()));
            if (known.size() > KNOWN_MAX) {
                known.remove(known.iterator().next());
            }
        }
    }

    private synchronized boolean isKnown(Said said) {
        return known.contains(said);
    }

    void write(PullRequestName name, ForgeSource source, List<Feedback> feedback) {
        for (Feedback one : feedback) {
            Optional<ActorId> by = Optional.ofNullable(source.people().get(one.who()));
            if (by.isEmpty() || !Names.valid(one.team())) {
                continue;
            }
            TeamId team = new TeamId(one.team());
            Optional<KnownReview> about = about(name, team, one.rule());
            if (about.isPresent() && !isKnown(new Said(one.finding(), team, by))) {
                ledger.write(
                        new ReviewFact.NotUseful(about.get().decided().review(), team, one.rule(), one.finding(), by));
            }
        }
    }

    /// The newest of its reviews that said so.
    private Optional<KnownReview> about(PullRequestName name, TeamId team, String rule) {
        return book.all().stream()
                .filter(it -> name.isMeant(it.decided().change()))
                .filter(it -> it.decided().findings().stream()
                        .anyMatch(noted ->
                                noted.team().equals(team) && noted.rule().equals(rule)))
                .findFirst();
    }
}
