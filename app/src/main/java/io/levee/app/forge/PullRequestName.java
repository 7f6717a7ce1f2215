package io.levee.app.forge;

import io.levee.adapters.forges.PullRequest;
import io.levee.rooms.review.ReviewRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A pull request, by the forge's name in `levee.yaml` and its own there.
record PullRequestName(String forge, PullRequest.Ref ref) {
    private static final Pattern CALLED = Pattern.compile(
            Pattern.quote(ReviewRequest.OF_FORGE) + "([^:]+):(.+)#([1-9][0-9]{0,17})@([0-9a-f]{40,64})");

    /// What its review is called in the record: by that any replica finds it again.
    String called(String head) {
        return "%s@%s".formatted(called(), head);
    }

    private String called() {
        return "%s%s:%s#%d".formatted(ReviewRequest.OF_FORGE, forge, ref.repository(), ref.number());
    }

    /// Whether a review with this name is of it, at any head.
    boolean isMeant(String called) {
        return called.startsWith(called() + "@");
    }

    /// Empty where a review is of no pull request.
    static Optional<PullRequestName> of(String called) {
        Matcher match = CALLED.matcher(called);
        if (!match.matches() || !PullRequest.Ref.isRepository(match.group(2))) {
            return Optional.empty();
        }
        return Optional.of(new PullRequestName(
                match.group(1), new PullRequest.Ref(match.group(2), Long.parseLong(match.group(3)))));
    }

    @Override
    public String toString() {
        return called();
    }
}
