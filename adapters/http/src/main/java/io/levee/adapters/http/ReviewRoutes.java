package io.levee.adapters.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.adapters.reports.ReviewReport;
import io.levee.change.Change;
import io.levee.change.Contents;
import io.levee.change.UnifiedDiff;
import io.levee.facts.ReviewFact;
import io.levee.facts.ReviewId;
import io.levee.identity.Identity;
import io.levee.rooms.review.KnownReview;
import io.levee.rooms.review.ReviewAnswer;
import io.levee.rooms.review.ReviewRefusal;
import io.levee.rooms.review.ReviewRequest;
import io.levee.rooms.review.ReviewScores;
import io.levee.rooms.review.ReviewShelf;
import io.levee.rooms.review.Reviews;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The review room over HTTP. A diff is the body of the request; whoever sends it is its creator.
public final class ReviewRoutes implements Routes {
    /// Of a diff that is sent; a larger one is reviewed where its repository is.
    static final int DIFF_BYTES_MAX = 16 * 1024 * 1024;
    private static final int NAME_LENGTH_MAX = 200;
    private static final int LISTED_MAX = 500;

    private final Guard guard;
    private final Reviews reviews;
    private final Semaphore bodies = new Semaphore(Reviews.AT_ONCE_MAX);

    public ReviewRoutes(Guard guard, Reviews reviews) {
        this.guard = guard;
        this.reviews = reviews;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.post("/v1/reviews", guard.known(this::judge));
        routing.get("/v1/reviews", guard.auditor(this::list));
        routing.get("/v1/reviews/{id}", guard.auditor(this::one));
        routing.post("/v1/reviews/{id}/override", guard.known(this::override));
        routing.post("/v1/reviews/{id}/outcome", guard.known(this::turned));
        routing.get("/v1/review-scores", guard.auditor(this::scores));
    }

    /// @param review names it; ask for it, or for its override, by this
    record Judged(String review, ReviewReport report) {}

    record Listed(List<ReviewView> reviews) {}

    /// @param report what the review says; null where the shelf has it no more
    /// @param change the change without its secrets; likewise
    record Whole(
            ReviewView review,
            @JsonRawValue @Nullable String report,
            @JsonRawValue @Nullable String change) {}

    record Reason(@Nullable String reason) {}

    record Overriding(String review, @Nullable String state) {}

    /// No more diffs are in memory than are judged at once.
    private void judge(Context ctx, Identity.Known caller) throws IOException {
        if (!bodies.tryAcquire()) {
            Problems.refuse(ctx, ReviewRefusal.REVIEW_BUSY, "");
            return;
        }
        try {
            judged(ctx, caller);
        } finally {
            bodies.release();
        }
    }

    private void judged(Context ctx, Identity.Known caller) throws IOException {
        byte[] diff = ctx.bodyInputStream().readNBytes(DIFF_BYTES_MAX + 1);
        if (diff.length > DIFF_BYTES_MAX) {
            Problem.of(413, "too-large", "review it where its repository is: `levee review --base REV`", "")
                    .write(ctx);
            return;
        }
        Change change = UnifiedDiff.read(new ByteArrayInputStream(diff));
        ReviewRequest request = new ReviewRequest(
                name(ctx), change, Contents.UNKNOWN, reviews.creator(caller.chain(), caller.session()));
        switch (reviews.judge(request)) {
            case ReviewAnswer.Judged(var review, var decision) ->
                Json.write(ctx, 201, new Judged(review.value(), ReviewReport.of(decision)));
            case ReviewAnswer.Refused(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
            case ReviewAnswer.Proposed _, ReviewAnswer.Overridden _, ReviewAnswer.Told _ ->
                throw new IllegalStateException("a change that is judged is not overridden");
        }
    }

    private static String name(Context ctx) {
        @Nullable String name = ctx.queryParam("name");
        if (name == null || name.isBlank()) {
            return "diff";
        }
        if (name.length() > NAME_LENGTH_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadInput("`name` has 1 to %d characters on one line".formatted(NAME_LENGTH_MAX));
        }
        if (name.startsWith(ReviewRequest.OF_FORGE)) {
            throw new BadInput("`%s` begins names of changes at a forge: call this one otherwise"
                    .formatted(ReviewRequest.OF_FORGE));
        }
        return name;
    }

    private void list(Context ctx, Identity.Known caller) {
        Json.write(
                ctx,
                200,
                new Listed(reviews.book().all().stream()
                        .limit(LISTED_MAX)
                        .map(ReviewView::of)
                        .toList()));
    }

    private void one(Context ctx, Identity.Known caller) {
        ReviewId id = BadInput.parse(ctx.pathParam("id"), ReviewId::new);
        Optional<KnownReview> found = reviews.book().find(id);
        if (found.isEmpty()) {
            Problems.refuse(ctx, ReviewRefusal.REVIEW_UNKNOWN, id.value());
            return;
        }
        Optional<ReviewShelf.Shelved> shelved = reviews.shelf().find(id);
        Json.write(
                ctx,
                200,
                new Whole(
                        ReviewView.of(found.get()),
                        shelved.map(ReviewShelf.Shelved::report).orElse(null),
                        shelved.map(ReviewShelf.Shelved::change).orElse(null)));
    }

    private void override(Context ctx, Identity.Known caller) {
        ReviewId id = BadInput.parse(ctx.pathParam("id"), ReviewId::new);
        String reason = BadInput.required("reason", Json.read(ctx, Reason.class).reason());
        ReviewAnswer answer = BadInput.parse(reason, text -> reviews.override(caller.chain(), id, text));
        switch (answer) {
            case ReviewAnswer.Proposed(var review) -> Json.write(ctx, 202, new Overriding(review.value(), "proposed"));
            case ReviewAnswer.Overridden(var review) ->
                Json.write(ctx, 200, new Overriding(review.value(), "overridden"));
            case ReviewAnswer.Refused(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
            case ReviewAnswer.Judged _, ReviewAnswer.Told _ ->
                throw new IllegalStateException("an override judges nothing");
        }
    }

    record Outcome(@Nullable String outcome, @Nullable String ref) {}

    private void turned(Context ctx, Identity.Known caller) {
        ReviewId id = BadInput.parse(ctx.pathParam("id"), ReviewId::new);
        Outcome said = Json.read(ctx, Outcome.class);
        ReviewFact.Outcome outcome =
                BadInput.parse(BadInput.required("outcome", said.outcome()), ReviewRoutes::outcome);
        String ref = said.ref() == null ? "" : said.ref();
        if (ref.length() > NAME_LENGTH_MAX || ref.chars().anyMatch(Character::isISOControl)) {
            throw new BadInput("`ref` has at most %d characters on one line".formatted(NAME_LENGTH_MAX));
        }
        switch (reviews.turned(caller.chain(), id, outcome, ref)) {
            case ReviewAnswer.Told(var review) -> Json.write(ctx, 200, new Overriding(review.value(), said.outcome()));
            case ReviewAnswer.Refused(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
            case ReviewAnswer.Judged _, ReviewAnswer.Proposed _, ReviewAnswer.Overridden _ ->
                throw new IllegalStateException("an outcome judges nothing");
        }
    }

    private static ReviewFact.Outcome outcome(String word) {
        return Arrays.stream(ReviewFact.Outcome.values())
                .filter(it ->
                        it.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "`%s` is no outcome: write stayed, reverted, rolled-back or incident".formatted(word)));
    }

    private void scores(Context ctx, Identity.Known caller) {
        Json.write(ctx, 200, ScoresView.of(ReviewScores.of(reviews.book().all())));
    }
}
