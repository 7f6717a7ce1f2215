package io.levee.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlastTest {
    @Test
    void eachAssetStandsRightOfAllThatLeadToIt() {
        Blast blast = Blast.of(List.of(
                List.of("flag:a", "topic:t"),
                List.of("flag:a", "application:x", "table:y", "topic:t"),
                List.of("flag:b", "topic:t")));
        assertThat(node(blast, "topic:t").x())
                .isGreaterThan(node(blast, "table:y").x());
        assertThat(node(blast, "flag:b").x()).isEqualTo(node(blast, "flag:a").x());
        assertThat(blast.nodes().stream().filter(Blast.Node::named).map(Blast.Node::asset))
                .containsExactlyInAnyOrder("flag:a", "flag:b");
    }

    @Test
    void aRingIsDrawnAndEndsTheLayout() {
        Blast blast = Blast.of(List.of(List.of("job:a", "job:b", "job:c", "job:a"), List.of("job:c", "job:c")));
        assertThat(blast.nodes()).hasSize(3);
        assertThat(blast.edges()).hasSize(3);
    }

    @Test
    void aLongNameIsCutAndKeptWhole() {
        String asset = "table:" + "😀".repeat(100);
        Blast.Node node = Blast.of(List.of(List.of(asset))).nodes().getFirst();
        assertThat(node.asset()).isEqualTo(asset);
        assertThat(node.label()).endsWith("😀…").hasSizeLessThan(80);
    }

    @Test
    void nothingReachedIsNothingShown() {
        assertThat(Blast.of(List.of()).isEmpty()).isTrue();
        assertThat(Blast.of(List.of(List.of())).isEmpty()).isTrue();
    }

    @Test
    void whateverItReachesNoTwoAssetsOverlapAndNothingIsLost() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<List<String>> ways = ways(random);
            Blast blast = Blast.of(ways);
            Set<String> all = new HashSet<>();
            ways.forEach(all::addAll);
            assertThat(blast.nodes()).as("seed %d", seed).hasSize(Math.min(Blast.NODES_MAX, all.size()));
            assertThat(blast.unshown() + blast.nodes().size())
                    .as("seed %d", seed)
                    .isEqualTo(all.size());
            assertThat(blast.ways().size() + blast.moreWays())
                    .as("seed %d", seed)
                    .isEqualTo((int) ways.stream().distinct().count());
            for (Blast.Node one : blast.nodes()) {
                assertThat(one.x() + one.width()).as("seed %d", seed).isLessThan(blast.width());
                for (Blast.Node other : blast.nodes()) {
                    assertThat(!one.asset().equals(other.asset()) && overlap(one, other))
                            .as("seed %d: %s and %s", seed, one, other)
                            .isFalse();
                }
            }
        }
    }

    private static List<List<String>> ways(Random random) {
        int assets = 1 + random.nextInt(120);
        List<List<String>> ways = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(300); i++) {
            List<String> way = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(8); j++) {
                way.add("topic:t" + random.nextInt(assets));
            }
            ways.add(way);
        }
        return ways;
    }

    private static boolean overlap(Blast.Node one, Blast.Node other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && Math.abs(one.y() - other.y()) < 28;
    }

    private static Blast.Node node(Blast blast, String asset) {
        return blast.nodes().stream()
                .filter(it -> it.asset().equals(asset))
                .findFirst()
                .orElseThrow();
    }
}
