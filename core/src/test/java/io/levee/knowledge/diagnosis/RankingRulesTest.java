package io.levee.knowledge.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.knowledge.diagnosis.Candidate.Place;
import io.levee.knowledge.diagnosis.Candidate.Weight;
import io.levee.knowledge.diagnosis.RankingRules.Outcome;
import io.levee.knowledge.diagnosis.RankingRules.Ranked;
import io.levee.knowledge.diagnosis.Signature.Kind;
import io.levee.knowledge.diagnosis.Signature.Match;
import io.levee.knowledge.diagnosis.Signature.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RankingRulesTest {
    private static final Outcome FAILED = new Outcome(false, false);
    private static final double SURE = 0.95;

    @Test
    void whatEndedTheRunComesBeforeAnEarlierError() {
        Candidate early = candidate("early", Kind.CODE, Weight.FAILED, Place.ROOT, 1);
        Candidate end = candidate("end", Kind.CODE, Weight.ENDED, Place.ROOT, 9);
        assertThat(ids(List.of(early, end), FAILED)).containsExactly("end", "early");
    }

    @Test
    void theEarlierOfTwoFatalOnesComesFirst() {
        Candidate first = candidate("first", Kind.CODE, Weight.ENDED, Place.BESIDE, 3);
        Candidate cascade = candidate("cascade", Kind.CODE, Weight.ENDED, Place.ROOT, 4);
        assertThat(ids(List.of(cascade, first), FAILED)).containsExactly("first", "cascade");
    }

    @Test
    void theRootComesBeforeWhatWrapsIt() {
        Candidate wrapper = candidate("wrapper", Kind.CODE, Weight.ENDED, Place.WRAPPER, 3);
        Candidate root = candidate("root", Kind.DATA, Weight.ENDED, Place.ROOT, 3);
        List<Ranked> ranked = RankingRules.rank(List.of(wrapper, root), FAILED);
        assertThat(ids(ranked)).containsExactly("root", "wrapper");
        assertThat(ranked.getFirst().confidence()).isEqualTo(SURE);
        assertThat(ranked.getLast().confidence()).isLessThan(0.5);
    }

    @Test
    void aConsequenceFallsBehindWhatExplainsIt() {
        Candidate cause = explaining("cause", "consequence", Weight.FAILED, 1);
        Candidate consequence = candidate("consequence", Kind.NETWORK, Weight.ENDED, Place.ROOT, 9);
        List<Ranked> ranked = RankingRules.rank(List.of(consequence, cause), FAILED);
        assertThat(ids(ranked)).containsExactly("cause", "consequence");
        assertThat(ranked.getFirst().confidence()).isEqualTo(SURE);
    }

    @Test
    void whatWasSaidInPassingExplainsNothing() {
        Candidate cause = explaining("cause", "consequence", Weight.SAID, 1);
        Candidate consequence = candidate("consequence", Kind.NETWORK, Weight.ENDED, Place.ROOT, 9);
        assertThat(ids(List.of(consequence, cause), FAILED)).containsExactly("consequence", "cause");
    }

    @Test
    void rivalsOfAnotherKindLowerEachOther() {
        Candidate one = candidate("one", Kind.NETWORK, Weight.FAILED, Place.ROOT, 1);
        Candidate other = candidate("other", Kind.CODE, Weight.FAILED, Place.ROOT, 2);
        assertThat(first(List.of(one, other), FAILED)).isLessThan(Diagnosis.CERTAIN);
        Candidate same = candidate("same", Kind.NETWORK, Weight.FAILED, Place.ROOT, 2);
        assertThat(first(List.of(one, same), FAILED)).isEqualTo(SURE);
    }

    @Test
    void weakEvidenceIsNeverCertain() {
        assertThat(first(List.of(candidate("a", Kind.CODE, Weight.WARNED, Place.ROOT, 1)), FAILED))
                .isEqualTo(0.6);
        assertThat(first(List.of(candidate("a", Kind.CODE, Weight.SAID, Place.ROOT, 1)), FAILED))
                .isLessThan(RankingRules.KNOWN_MIN);
        assertThat(first(List.of(candidate("a", Kind.CODE, Weight.RECOVERED, Place.ROOT, 1)), FAILED))
                .isLessThan(RankingRules.KNOWN_MIN);
        assertThat(first(List.of(candidate("a", Kind.CODE, Weight.FAILED, Place.SUPPRESSED, 1)), FAILED))
                .isLessThan(0.5);
        assertThat(first(List.of(candidate("a", Kind.CODE, Weight.FAILED, Place.ROOT, 1)), new Outcome(false, true)))
                .isEqualTo(0.6);
        assertThat(first(List.of(candidate("a", Kind.CODE, Weight.FAILED, Place.ROOT, 1)), new Outcome(true, false)))
                .isLessThan(RankingRules.KNOWN_MIN);
    }

    @Test
    void theOrderInWhichCandidatesAreFoundDoesNotMatter() {
        long seed = Long.getLong("levee.seed", 3L);
        for (int round = 0; round < 200; round++) {
            Random random = new Random(seed + round);
            List<Candidate> candidates = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                candidates.add(candidate(
                        "s" + i,
                        any(Kind.class, random),
                        any(Weight.class, random),
                        any(Place.class, random),
                        random.nextInt(4)));
            }
            List<Ranked> ranked = RankingRules.rank(candidates, FAILED);
            Collections.shuffle(candidates, random);
            assertThat(RankingRules.rank(candidates, FAILED))
                    .as("seed %d", seed + round)
                    .isEqualTo(ranked);
            assertThat(ranked).extracting(Ranked::confidence).allMatch(it -> it >= 0 && it <= SURE);
        }
    }

    private static <E extends Enum<E>> E any(Class<E> kind, Random random) {
        List<E> all = List.copyOf(EnumSet.allOf(kind));
        return all.get(random.nextInt(all.size()));
    }

    private static double first(List<Candidate> candidates, Outcome outcome) {
        return RankingRules.rank(candidates, outcome).getFirst().confidence();
    }

    private static List<String> ids(List<Candidate> candidates, Outcome outcome) {
        return ids(RankingRules.rank(candidates, outcome));
    }

    private static List<String> ids(List<Ranked> ranked) {
        return ranked.stream().map(it -> it.candidate().signature().id()).toList();
    }

    private static Candidate explaining(String id, String other, Weight weight, long event) {
        return candidate(signature(id, Kind.RESOURCE, List.of(other)), weight, Place.ROOT, event);
    }

    private static Candidate candidate(String id, Kind kind, Weight weight, Place place, long event) {
        return candidate(signature(id, kind, List.of()), weight, place, event);
    }

    private static Candidate candidate(Signature signature, Weight weight, Place place, long event) {
        return new Candidate(signature, Map.of(), weight, place, 2, true, event, false);
    }

    private static Signature signature(String id, Kind kind, List<String> explains) {
        Remedy remedy = new Remedy(Remedy.Action.EDIT_CODE, Map.of(), Rung.SUGGEST, true, "", "");
        return new Signature(
                id,
                id,
                "jvm",
                kind,
                Part.JOB,
                SURE,
                new Match(List.of(), List.of(new Condition.Written("x")), List.of()),
                explains,
                id,
                List.of(),
                remedy,
                "",
                "https://example.com",
                List.of(),
                "",
                0);
    }
}
