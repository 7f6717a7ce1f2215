package io.levee.app.review;

import io.levee.adapters.git.Commit;
import io.levee.adapters.git.Experience;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.git.RangeChange;
import io.levee.change.ChangedFile;
import io.levee.rooms.review.Learnt;
import io.levee.rooms.review.Past;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the history before one change of a range says about it, for a review on the command
/// line. As much of it is read as costs little, counted and not timed, so that two runs read
/// the same.
record Remembered(Past past, Learnt learnt) {
    /// The newest commits that are read.
    static final int COMMITS_MAX = 1_000;
    /// Files that those may have changed; a history of more is not learnt from at all, because
    /// it would take longer than the review.
    static final int FILES_MAX = 20_000;
    /// With fewer outcomes that were bad, the risk is what every organisation begins with.
    static final int BAD_MIN = 3;

    private static final Remembered NOTHING = new Remembered(Past.UNKNOWN, Learnt.NOTHING);

    static Remembered of(GitHistory history, RangeChange range) {
        if (range.base().isEmpty() || range.change().files().isEmpty()) {
            return NOTHING;
        }
        List<Commit> before = history.newest(range.base(), COMMITS_MAX).reversed();
        if (before.stream().mapToLong(Commit::changed).sum() > FILES_MAX) {
            return NOTHING;
        }
        List<Commit> own = history.commits(range.base(), range.head());
        if (own.isEmpty()) {
            return NOTHING;
        }
        Lessons lessons = new Lessons(Outcomes.ofReverts(before, history.plainReverts(before.reversed())));
        before.forEach(lessons::saw);
        lessons.until(own.getFirst());
        Past past = lessons.past(next(range, own), Lessons.linesBefore(range.change(), range.contents()));
        Learnt learnt = lessons.learnt(
                range.change(), path -> history.contentId(range.base(), path).isPresent());
        return new Remembered(
                past, lessons.bad() < BAD_MIN ? new Learnt(learnt.together(), Learnt.NOTHING.risk()) : learnt);
    }

    /// Of its newest commit's author.
    private static Experience.Next next(RangeChange range, List<Commit> own) {
        Set<String> files = new LinkedHashSet<>();
        for (ChangedFile file : range.change().files()) {
            files.add(file.before());
            files.add(file.after());
        }
        Commit newest = own.getFirst();
        return new Experience.Next(
                new ArrayList<>(files),
                newest.author(),
                newest.time(),
                own.stream().map(Commit::message).collect(Collectors.joining("\n")));
    }
}
