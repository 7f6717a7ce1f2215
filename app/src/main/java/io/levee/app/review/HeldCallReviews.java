package io.levee.app.review;

import io.levee.catalog.AssetId;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.consent.approval.CallReviews;
import io.levee.consent.approval.HeldCall;
import io.levee.facts.Evidence;
import io.levee.facts.ReviewId;
import io.levee.rooms.review.ReviewAnswer;
import io.levee.rooms.review.ReviewDecision;
import io.levee.rooms.review.ReviewRequest;
import io.levee.rooms.review.ReviewState;
import io.levee.rooms.review.Reviews;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A held call that sets a flag is reviewed as what it is, a change of that flag. It stands in a
/// file of its own, as if somebody had written the flag there: what it was before is not known, so
/// it counts as off.
public final class HeldCallReviews implements CallReviews {
    private static final String FLAG = "flag";
    /// What makes a flag one of another format, where `enabled` means nothing.
    private static final Set<String> OTHER_FORMS =
            Set.of("state", "variants", "defaultVariant", "targeting", "strategies");

    private static final Set<String> SETS = Set.of("PUT", "POST", "PATCH");
    /// Strict: where two readers could take a body for two things, it is none.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Reviews reviews;

    public HeldCallReviews(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public Opinion of(HeldCall call) {
        List<AssetId> flags = call.assets().stream()
                .filter(asset -> asset.kind().equals(FLAG))
                .toList();
        if (flags.isEmpty()) {
            return new Opinion.NotAsked();
        }
        Optional<String> text = SETS.contains(call.payload().method())
                ? written(flags, call.payload().body().bytes())
                : Optional.empty();
        if (text.isEmpty()) {
            return new Opinion.Against(List.of(new Evidence("review", "none", "this does not say what the flag is")));
        }
        ChangedFile file = added("flags/%s.json".formatted(call.payload().api()), text.get());
        return opinion(reviews.judge(new ReviewRequest(
                "%s %s".formatted(call.payload().method(), flags.getFirst()),
                new Change(List.of(file), List.of()),
                Contents.UNKNOWN,
                reviews.creator(call.chain(), call.session()))));
    }

    /// `{"flags": {"NAME": BODY}}`, for each flag that the call names.
    private static Optional<String> written(List<AssetId> flags, byte[] body) {
        try {
            JsonNode sent = JSON.readTree(utf8(body));
            // INVARIANT: what reviewers cannot read as a flag lifts no hold
            if (!sent.path("enabled").isBoolean() || OTHER_FORMS.stream().anyMatch(sent::has)) {
                return Optional.empty();
            }
            Map<String, JsonNode> all = new LinkedHashMap<>();
            flags.forEach(flag -> all.put(flag.name(), sent));
            return Optional.of(JSON.writeValueAsString(Map.of("flags", all)));
        } catch (JacksonException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static String utf8(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    private static ChangedFile added(String path, String text) {
        List<Line> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(new Line(Line.Kind.ADDED, 0, lines.size() + 1, line, true)));
        Hunk hunk = new Hunk(0, 0, 1, lines.size(), lines);
        return new ChangedFile(
                ChangedFile.Kind.ADDED, path, path, "", "100644", new ChangedFile.Body.Text(List.of(hunk)));
    }

    private static Opinion opinion(ReviewAnswer answer) {
        return switch (answer) {
            case ReviewAnswer.Judged(var review, ReviewDecision.Allow allow)
            when isSatisfied(allow) -> new Opinion.Satisfied(evidence(review, allow));
            case ReviewAnswer.Judged(var review, var decision) -> new Opinion.Against(evidence(review, decision));
            case ReviewAnswer.Refused(var refusal, var _) ->
                new Opinion.Against(List.of(new Evidence("review", "none", refusal.code())));
            case ReviewAnswer.Proposed _, ReviewAnswer.Overridden _, ReviewAnswer.Told _ ->
                throw new IllegalStateException("a call that is judged is not overridden");
        };
    }

    /// Nobody who objects is not enough where nobody was asked.
    private static boolean isSatisfied(ReviewDecision.Allow allow) {
        return allow.review().verdicts().stream().anyMatch(it -> it.state() == ReviewState.SATISFIED);
    }

    private static List<Evidence> evidence(ReviewId review, ReviewDecision decision) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence("review", review.value(), decision.word()));
        decision.review()
                .findings()
                .forEach(finding -> evidence.add(new Evidence(
                        "guardrail", finding.rule(), "of " + finding.team().name())));
        return evidence;
    }
}
