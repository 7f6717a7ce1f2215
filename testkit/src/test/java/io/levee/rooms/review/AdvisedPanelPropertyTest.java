package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.HiddenText;
import io.levee.change.Line;
import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Severity;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.Claim;
import io.levee.rooms.review.advice.Seat;
import io.levee.rooms.review.advice.Spend;
import io.levee.testkit.HostileModel;
import io.levee.testkit.ScriptedModel;
import io.levee.testkit.Simulation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// I4 and I5 with random changes, random rules and hostile models.
final class AdvisedPanelPropertyTest {
    private static final int CASES = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /// Of a secret, what gives it away.
    private static final int TELLING = 12;

    private int shown;
    private int waiting;
    private int asked;
    private int notApart;

    @Test
    void noModelMakesAReviewMoreLenient() {
        Simulation.play(CASES, history -> {
            RandomReview world = new RandomReview(history.random());
            HostileModel model = new HostileModel(history.random(), world.secrets());
            ReviewDecision without = world.seated().review(world.request());
            ReviewDecision with = new AdvisedPanel(
                            world.seated(),
                            (_, _) -> history.random().nextInt(5) == 0
                                    ? Optional.empty()
                                    : Optional.of(new Seat(model, "hostile-1", "hostile", 1)),
                            Spend.ELSEWHERE,
                            Runnable::run,
                            PATIENCE)
                    .review(world.request());
            isAsStrict(without, with);
            theReviewerIsSomebodyElse(world, with);
            int rules = without.review().findings().size();
            List<Finding> all = with.review().findings();
            assertThat(all.subList(0, rules)).isEqualTo(without.review().findings());
            all.subList(rules, all.size()).forEach(finding -> rests(finding, world, with));
            model.seen().forEach(briefing -> tellsNothing(briefing, world));
            shown += all.size() - rules;
            asked += model.seen().size();
        });
        // otherwise none of this was tried
        assertThat(asked).isGreaterThan(CASES / 2);
        assertThat(shown).isGreaterThan(CASES / 10);
        assertThat(waiting).isGreaterThan(CASES / 50);
        assertThat(notApart).isGreaterThan(CASES / 10);
    }

    @Test
    void theSameAnswersGiveTheSameReview() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Simulation.play(100, history -> {
                RandomReview world = new RandomReview(history.random());
                ScriptedModel model = ScriptedModel.concernedBy("high", "this was wrong before");
                AdvisedPanel panel = new AdvisedPanel(
                        world.seated(),
                        (_, _) -> Optional.of(new Seat(model, "scripted-1", "scripted", 1)),
                        Spend.ELSEWHERE,
                        threads,
                        PATIENCE);
                assertThat(panel.review(world.request())).isEqualTo(panel.review(world.request()));
            });
        }
    }

    /// I6, counted from who made the change and who could review it, not by the rules.
    private void theReviewerIsSomebodyElse(RandomReview world, ReviewDecision with) {
        Creator creator = world.request().creator();
        world.seatedAgents().forEach((team, agent) -> {
            Set<ActorId> others = new HashSet<>(agent.people());
            creator.person().ifPresent(others::remove);
            if (!creator.agents().contains(agent.agent()) && !others.isEmpty()) {
                return;
            }
            with.review().verdicts().stream()
                    .filter(it -> it.team().equals(team))
                    .forEach(it -> {
                        assertThat(it.state().lets()).as("%s", it).isFalse();
                        assertThat(it.separation()).isNotEqualTo(Separation.APART);
                        assertThat(it.reviewer()).contains(agent.agent());
                        notApart++;
                    });
        });
    }

    private void isAsStrict(ReviewDecision without, ReviewDecision with) {
        assertThat(strictness(with)).isGreaterThanOrEqualTo(strictness(without));
        assertThat(with instanceof ReviewDecision.Deny).isEqualTo(without instanceof ReviewDecision.Deny);
        assertThat(with.review().risk()).isEqualTo(without.review().risk());
        assertThat(with.review().notReviewed()).isEqualTo(without.review().notReviewed());
        List<Verdict> before = without.review().verdicts();
        List<Verdict> after = with.review().verdicts();
        assertThat(after)
                .extracting(Verdict::team)
                .isEqualTo(before.stream().map(Verdict::team).toList());
        for (int i = 0; i < before.size(); i++) {
            assertThat(strictness(after.get(i).state()))
                    .isGreaterThanOrEqualTo(strictness(before.get(i).state()));
            waiting += after.get(i).state() == before.get(i).state() ? 0 : 1;
        }
    }

    private static int strictness(ReviewDecision decision) {
        return List.of("allow", "hold", "deny").indexOf(decision.word());
    }

    private static int strictness(ReviewState state) {
        return switch (state) {
            case SATISFIED, OVERRIDDEN, NOT_APPLICABLE -> 0;
            case WAITING -> 1;
            case ERROR -> 2;
            case UNSATISFIED -> 3;
        };
    }

    /// Both quotes are there, it is no more severe than what it cites, and its words do nothing.
    private static void rests(Finding finding, RandomReview world, ReviewDecision with) {
        assertThat(finding.rule()).startsWith("model/");
        Citation line = finding.evidence().getFirst();
        assertThat(world.request().change().files().stream()
                        .filter(it -> it.path().equals(finding.file()))
                        .flatMap(it -> Stream.concat(it.added().stream(), it.removed().stream()))
                        .filter(it -> it.number() == finding.line())
                        .map(Line::text)
                        .anyMatch(it -> it.contains(line.quote())))
                .as("the line `%s` of %s", line.quote(), line.ref())
                .isTrue();
        assertThat(cap(finding.team(), finding.evidence().get(1), world))
                .as("how severe %s may be", finding)
                .isGreaterThanOrEqualTo(finding.severity());
        String words = finding.message();
        assertThat(words.length()).isLessThanOrEqualTo(Claim.MESSAGE_MAX * 2);
        assertThat(words).doesNotContainPattern("[@<>`*#!\\[\\]\\p{Cntrl}\u202E\u200B]|://|www\\.|:\\S|GH-\\d");
        String everything = finding.message() + finding.evidence();
        world.secrets().forEach(secret -> tellsNot(everything, secret));
        if (finding.severity().blocks()) {
            assertThat(with.review().verdicts())
                    .filteredOn(it -> it.team().equals(finding.team()))
                    .noneMatch(it -> it.state().lets());
        }
    }

    private static Severity cap(TeamId team, Citation cited, RandomReview world) {
        if (cited.kind().equals("guardrail")) {
            return world.guardrails().stream()
                    .filter(it -> it.team().equals(team) && it.id().equals(cited.ref()))
                    .filter(it -> it.message().contains(cited.quote()))
                    .map(Guardrail::severity)
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(world.documents())
                .anyMatch(it -> it.team().equals(team)
                        && it.id().equals(cited.ref())
                        && it.kind().equals(cited.kind())
                        && it.body().contains(cited.quote()));
        return Severity.MEDIUM;
    }

    private static void tellsNothing(Briefing briefing, RandomReview world) {
        assertThat(briefing.places()).hasSizeBetween(1, Briefing.PLACES_MAX);
        assertThat(briefing.known()).hasSizeBetween(1, Briefing.KNOWN_MAX);
        StringBuilder all = new StringBuilder(briefing.focus()).append('\n');
        briefing.places()
                .forEach(it ->
                        all.append(it.file()).append('\n').append(it.text()).append('\n'));
        briefing.known()
                .forEach(
                        it -> all.append(it.id()).append('\n').append(it.text()).append('\n'));
        assertThat(all.length()).isLessThanOrEqualTo(Briefing.CHARS_MAX + Briefing.FOCUS_MAX + 200);
        assertThat(briefing.places()).noneMatch(it -> it.file().endsWith(".md"));
        assertThat(briefing.places()).noneMatch(it -> it.text().startsWith("// "));
        assertThat(briefing.places())
                .noneMatch(it -> it.text().startsWith("# ") && !it.file().endsWith(".java"));
        all.toString().lines().forEach(line -> assertThat(HiddenText.in(line)).isEmpty());
        world.secrets().forEach(secret -> tellsNot(all.toString(), secret));
    }

    /// Neither its beginning nor its end nor its middle.
    private static void tellsNot(String text, String secret) {
        assertThat(text).doesNotContain(secret.substring(0, TELLING));
        assertThat(text).doesNotContain(secret.substring(secret.length() - TELLING));
        int middle = secret.length() / 2 - TELLING / 2;
        assertThat(text).doesNotContain(secret.substring(middle, middle + TELLING));
    }
}
