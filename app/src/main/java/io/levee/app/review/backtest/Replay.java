package io.levee.app.review.backtest;

import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.git.Commit;
import io.levee.adapters.git.Experience;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.git.RangeChange;
import io.levee.app.review.Ground;
import io.levee.app.review.Lessons;
import io.levee.app.review.Outcomes;
import io.levee.rooms.review.Creator;
import io.levee.rooms.review.Panel;
import io.levee.rooms.review.Past;
import io.levee.rooms.review.ReviewDecision;
import io.levee.rooms.review.ReviewRequest;
import io.levee.rooms.review.RiskMeasures;
import io.levee.rooms.review.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/// Reviews a history again, the oldest change first, each with what was known when it was made:
/// the rules and owners of its parent, and what commits before it taught. Nothing that came
/// later is looked at before it has come.
final class Replay {
    private final Ground ground;
    private final GitHistory history;
    private final Outcomes outcomes;
    private final LongSupplier nanos;
    private final Lessons lessons;
    private final KnownFormats formats = new KnownFormats();
    private final List<String> invalid = new ArrayList<>();
    private String rulebookId = "";
    private Rulebook rulebook;

    Replay(Ground ground, GitHistory history, Outcomes outcomes, LongSupplier nanos) {
        this.ground = ground;
        this.history = history;
        this.outcomes = outcomes;
        this.nanos = nanos;
        this.lessons = new Lessons(outcomes);
        this.rulebook = ground.withoutOrganisation();
    }

    /// Commits at whose parent the organisation was not valid; the rules before them judged.
    List<String> invalid() {
        return List.copyOf(invalid);
    }

    /// Ends early where its thread is interrupted.
    ///
    /// @param commits the whole history, the oldest first
    /// @param from    the first one to review; those before it only teach
    /// @param done    is told how many were reviewed
    List<Judged> run(List<Commit> commits, int from, IntConsumer done) {
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < commits.size() && !Thread.currentThread().isInterrupted(); i++) {
            Commit commit = commits.get(i);
            if (i < from || commit.parents().isEmpty()) {
                lessons.saw(commit); // the first commit of all has no base that could judge it
            } else {
                judged.add(judge(commit));
                done.accept(judged.size());
            }
        }
        return judged;
    }

    private Judged judge(Commit commit) {
        String base = commit.parents().getFirst();
        lessons.until(commit);
        Rulebook now = rulebook(base);
        long start = nanos.getAsLong();
        RangeChange range = history.commit(commit.id());
        Past past = lessons.past(Experience.Next.of(commit), Lessons.linesBefore(range.change(), range.contents()));
        ReviewRequest request = new ReviewRequest(commit.id(), range.change(), range.contents(), Creator.UNKNOWN, past);
        Rulebook taught = now.with(lessons.learnt(
                range.change(), path -> history.contentId(base, path).isPresent()));
        ReviewDecision decision = new Panel(taught, formats).review(request);
        long took = nanos.getAsLong() - start;
        lessons.saw(commit, RiskMeasures.of(request, decision.review()));
        return new Judged(commit.id(), decision, outcomes.bad(commit), took);
    }

    /// It is put together again only where it is another one.
    private Rulebook rulebook(String base) {
        String id = ground.rulebookId(base);
        if (!id.equals(rulebookId)) {
            rulebookId = id;
            try {
                rulebook = ground.rulebook(base);
            } catch (Ground.Invalid _) { // as a server does, which keeps the last organisation that was valid
                invalid.add(base);
            }
        }
        return rulebook;
    }
}
