package io.levee.app.review;

import io.levee.adapters.git.Commit;
import io.levee.adapters.git.Companions;
import io.levee.adapters.git.Experience;
import io.levee.adapters.git.Together;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.rooms.review.CoChange;
import io.levee.rooms.review.Learnt;
import io.levee.rooms.review.Past;
import io.levee.rooms.review.RiskMeasures;
import io.levee.rooms.review.RiskModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What a history teaches, as far as it has been told: which files change together, who knows
/// what, and what became of changes. It is told commits the oldest first, and never hears of a
/// later one. Not thread-safe.
///
/// The risk model learns a change when it has come of age: as bad where that is known by then,
/// else as clean. A change that is known to be bad only later is learnt once more, as bad.
public final class Lessons {
    /// A change is of age when as many commits followed,
    static final int AGE_COMMITS = 50;
    /// or after this long, whichever is first.
    static final Duration AGE = Duration.ofDays(14);
    /// Changes whose outcome may still turn.
    static final int WAITING_MAX = 5_000;
    /// Files whose lines are counted.
    private static final int COUNTED_MAX = 50;

    private final Outcomes outcomes;
    private final Companions companions = new Companions();
    private final Experience experience = new Experience();
    private final Deque<Waiting> young = new ArrayDeque<>();
    private final Deque<Waiting> clean = new ArrayDeque<>();
    private RiskModel risk = RiskModel.PRIOR;
    private int seen;
    private int bad;

    private record Waiting(Commit commit, int place, RiskMeasures measures) {}

    public Lessons(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /// Outcomes known to be bad that were learnt.
    public int bad() {
        return bad;
    }

    /// Learns what has become known before this commit, the next of the history, was made.
    public void until(Commit next) {
        while (!young.isEmpty() && isOfAge(young.getFirst(), next)) {
            Waiting it = young.removeFirst();
            boolean known = outcomes.badWasKnown(it.commit(), next, seen);
            learn(it, known);
            if (!known && outcomes.bad(it.commit()).orElse(false)) {
                clean.addLast(it);
            }
        }
        for (Iterator<Waiting> late = clean.iterator(); late.hasNext(); ) {
            Waiting it = late.next();
            if (outcomes.badWasKnown(it.commit(), next, seen)) {
                learn(it, true);
                late.remove();
            }
        }
        while (clean.size() > WAITING_MAX) {
            clean.removeFirst();
        }
    }

    private boolean isOfAge(Waiting it, Commit next) {
        return seen - it.place() >= AGE_COMMITS || !it.commit().time().plus(AGE).isAfter(next.time());
    }

    private void learn(Waiting it, boolean turnedOutBad) {
        risk = risk.learn(it.measures(), turnedOutBad);
        bad += turnedOutBad ? 1 : 0;
    }

    /// What is known of a change that comes next.
    public Past past(Experience.Next next, double linesBefore) {
        return experience.before(next, linesBefore);
    }

    /// What the reviewers of a change that comes next may know.
    ///
    /// @param isThere whether a file is there at the base of the change
    public Learnt learnt(Change change, Predicate<String> isThere) {
        return new Learnt(together(change, isThere), risk);
    }

    private List<CoChange> together(Change change, Predicate<String> isThere) {
        Set<String> files = new LinkedHashSet<>();
        for (ChangedFile file : change.files()) {
            files.add(file.before());
            files.add(file.after());
        }
        return companions.of(files, CoChange.SUPPORT_MIN, CoChange.CONFIDENCE_MIN).stream()
                .filter(pair -> isThere.test(pair.together().other()))
                .map(Lessons::coChange)
                .toList();
    }

    private static CoChange coChange(Companions.Pair pair) {
        Together it = pair.together();
        return new CoChange(it.file(), it.other(), it.both(), it.alone(), pair.newest());
    }

    /// The change was made.
    ///
    /// @param measures what was known of it before
    public void saw(Commit commit, RiskMeasures measures) {
        if (outcomes.bad(commit).isPresent()) {
            young.addLast(new Waiting(commit, seen, measures));
        }
        companions.saw(commit);
        experience.saw(commit);
        seen++;
    }

    /// The change was made, and nobody reviewed it: its files are what is known of it.
    public void saw(Commit commit) {
        until(commit);
        Past past = past(Experience.Next.of(commit), Double.NaN);
        saw(commit, RiskMeasures.of(commit.files(), commit.changed(), past));
    }

    /// Lines that a changed file had on average, of the first files; `NaN` where that is not
    /// known.
    public static double linesBefore(Change change, Contents contents) {
        return change.files().stream()
                .limit(COUNTED_MAX)
                .flatMap(file -> contents.before(file).stream())
                .mapToLong(text -> text.chars().filter(c -> c == '\n').count())
                .average()
                .orElse(Double.NaN);
    }
}
