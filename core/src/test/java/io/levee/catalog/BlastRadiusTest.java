package io.levee.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Ways.Step;
import io.levee.identity.TeamId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Random graphs, whose blast radius is computed a second time by a rule that is slow and obvious: whoever is touched
/// touches what it reaches and what depends on it, again and again, until nothing is new.
class BlastRadiusTest {
    private static final long SEED = 20_261_124;
    private static final int GRAPHS = 300;
    private static final int ASSETS_MAX = 40;
    private static final TeamId TEAM = new TeamId("core");

    @Test
    void theBlastRadiusIsWhatAnObviousComputationFinds() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int graph = 0; graph < GRAPHS; graph++) {
            List<Asset> assets = assets(random);
            Catalog catalog = new Catalog(List.of(), assets, List.of());
            for (Asset start : assets) {
                Set<AssetId> expected = obvious(start.id(), assets);
                expected.remove(start.id());
                assertThat(catalog.touchedBy(start.id()).reached())
                        .as("seed %d, graph %d, from %s", SEED, graph, start.id())
                        .isEqualTo(new TreeSet<>(expected));
            }
        }
    }

    @Test
    void everyTouchedAssetHasAWayOfRealSteps() {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int graph = 0; graph < GRAPHS; graph++) {
            Catalog catalog = new Catalog(List.of(), assets(random), List.of());
            for (Asset start : catalog.assets()) {
                var ways = Ways.from(start.id(), catalog).all();
                assertThat(ways.keySet())
                        .as("seed %d, graph %d, from %s", SEED + 1, graph, start.id())
                        .isEqualTo(catalog.touchedBy(start.id()).reached());
                ways.forEach((end, steps) -> {
                    assertThat(steps.getFirst().from()).isEqualTo(start.id());
                    assertThat(steps.getLast().to()).isEqualTo(end);
                    assertThat(steps)
                            .allSatisfy(
                                    step -> assertThat(isReal(step, catalog)).isTrue());
                });
            }
        }
    }

    @Test
    void aRadiusBeyondTheLimitIsCutAndSaysSo() {
        AssetId hub = AssetId.parse("cluster:hub");
        List<Asset> assets = new ArrayList<>(List.of(asset(hub, Set.of(), Set.of())));
        for (int i = 0; i < Catalog.REACHED_MAX; i++) {
            assets.add(asset(AssetId.parse("topic:t" + i), Set.of(hub), Set.of()));
        }
        Catalog catalog = new Catalog(List.of(), assets, List.of());

        assertThat(catalog.touchedBy(hub).cut()).isTrue();
        assertThat(catalog.touchedBy(hub).reached()).hasSize(Catalog.REACHED_MAX - 1);
        assertThat(Ways.from(hub, catalog).all()).hasSize(Catalog.REACHED_MAX - 1);
    }

    private static boolean isReal(Step step, Catalog catalog) {
        Asset from = catalog.asset(step.from()).orElseThrow();
        Asset to = catalog.asset(step.to()).orElseThrow();
        return step.reaches()
                ? from.reaches().contains(to.id())
                : to.dependsOn().contains(from.id());
    }

    private static Set<AssetId> obvious(AssetId start, List<Asset> assets) {
        Set<AssetId> touched = new HashSet<>(Set.of(start));
        int before;
        do {
            before = touched.size();
            for (Asset asset : assets) {
                if (asset.dependsOn().stream().anyMatch(touched::contains)) {
                    touched.add(asset.id());
                }
                if (touched.contains(asset.id())) {
                    touched.addAll(asset.reaches());
                }
            }
        } while (touched.size() > before);
        return touched;
    }

    private static List<Asset> assets(SplittableRandom random) {
        int count = random.nextInt(1, ASSETS_MAX);
        List<Asset> assets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            assets.add(asset(id(i), some(random, count), some(random, count)));
        }
        return assets;
    }

    /// Few edges, so that graphs fall into parts; circles happen, because a catalog must survive them.
    private static Set<AssetId> some(SplittableRandom random, int count) {
        Set<AssetId> some = new HashSet<>();
        while (random.nextInt(5) < 2) {
            some.add(id(random.nextInt(count)));
        }
        return some;
    }

    private static AssetId id(int i) {
        return AssetId.parse("table:t" + i);
    }

    private static Asset asset(AssetId id, Set<AssetId> dependsOn, Set<AssetId> reaches) {
        return new Asset(id, TEAM, "", dependsOn, reaches, Set.of(), Set.of());
    }
}
