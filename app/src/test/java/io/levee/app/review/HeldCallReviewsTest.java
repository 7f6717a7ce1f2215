package io.levee.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.catalog.AssetId;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.approval.Body;
import io.levee.consent.approval.CallReviews.Opinion;
import io.levee.consent.approval.HeldCall;
import io.levee.consent.approval.Payload;
import io.levee.facts.Evidence;
import io.levee.facts.ReviewId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.knowledge.Knowledge;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.Panel;
import io.levee.rooms.review.ReviewBook;
import io.levee.rooms.review.ReviewShelf;
import io.levee.rooms.review.Reviews;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// acme's flags, set by calls that a policy holds.
final class HeldCallReviewsTest {
    private static final Path ACME =
            Path.of(System.getProperty("levee.root", "..")).resolve("examples/acme");
    private static final AssetId SET = AssetId.operation("flags", "setFlag");

    private final AtomicInteger ids = new AtomicInteger();
    private final HeldCallReviews reviews = new HeldCallReviews(new Reviews(
            () -> new Reviews.Sitting(panel(), "r1"),
            new Consents(() -> InForce.NOTHING),
            new MemoryLedger(FakeClock.start()),
            new ReviewBook(),
            () -> new ReviewId("rev-" + ids.incrementAndGet()),
            ReviewShelf.NONE));

    @Test
    void aSmallStepOfABoundedFlagNeedsNobody() {
        Opinion opinion = reviews.of(call("PUT", "flag:growth-click-sampling", "{'enabled':true,'sharePercent':5}"));
        assertThat(opinion).isInstanceOf(Opinion.Satisfied.class);
        assertThat(opinion.evidence()).contains(new Evidence("review", "rev-1", "allow"));
    }

    @Test
    void aFlagThatReachesATopicWithoutBoundsWaitsForAPerson() {
        Opinion opinion = reviews.of(call("PUT", "flag:debug-events", "{'enabled':true,'sharePercent':5}"));
        assertThat(opinion).isInstanceOf(Opinion.Against.class);
        assertThat(opinion.evidence()).contains(new Evidence("guardrail", "kafka-new-producer", "of kafka"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE | {'enabled':true,'sharePercent':5}
            PUT    | {}
            PUT    | {'archived':true}
            PUT    | {'enabled':'yes'}
            PUT    | [1]
            PUT    | enabled
            PUT    | {'enabled':true,'sharePercent':100}
            PUT    | {'enabled':false,'enabled':true,'sharePercent':100}
            PUT    | {'enabled':true,'sharePercent':100,'sharePercent':5}
            PUT    | {'enabled':true,'sharePercent':5} {'enabled':true}
            PUT    | {'enabled':true,'percent':5,'sharePercent':100}
            PUT    | {'enabled':true,'sharePercent':100,'percent':5}
            PUT    | {'enabled':true,'share':0.05,'percent':80}
            PUT    | {'enabled':true,'sharePercent':100,'state':'DISABLED','variants':{'on':true,'off':false},'defaultVariant':'off'}
            """)
    void whatIsNotReadAsASmallStepLiftsNoHold(String method, String body) {
        assertThat(reviews.of(call(method, "flag:growth-click-sampling", body))).isInstanceOf(Opinion.Against.class);
    }

    @Test
    void aCallThatNamesNoFlagIsNobodysChange() {
        assertThat(reviews.of(call("PUT", "", "{}"))).isEqualTo(new Opinion.NotAsked());
    }

    private static HeldCall call(String method, String flag, String body) {
        List<AssetId> assets = new ArrayList<>(List.of(SET));
        if (!flag.isEmpty()) {
            assets.add(AssetId.parse(flag));
        }
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Chain chain = Chain.of(ActorId.person("bo")).delegatedTo(ActorId.agent("flag-flipper"));
        return new HeldCall(
                chain,
                new SessionId("ses-1"),
                assets,
                new Payload(method, "flags", "/flags/x", List.of(), new Body(bytes)));
    }

    private static Panel panel() {
        return switch (new OrganisationFolder(ACME, List.of()).read()) {
            case Reading.Valid(Organisation acme, var _) ->
                new Panel(
                        Rulebooks.of(acme, OwnersOf.organisation(acme), Knowledge.NONE, Optional.empty()),
                        new KnownFormats());
            case Reading.Invalid(var problems) -> throw new AssertionError(problems);
        };
    }
}
