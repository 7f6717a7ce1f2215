package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Team;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.rooms.jobs.PartRules.Page;
import io.levee.rooms.jobs.PartRules.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PartRulesTest {
    private static final TeamId SPARK = new TeamId("spark");
    private static final AssetId CLUSTER = AssetId.parse("cluster:spark-main");
    private static final JobSpec SPEC = JobSamples.waiting().spec();

    @Test
    void whatItRunsOnIsExplainedWithThePagesOfItsOwner() {
        List<Part> parts = PartRules.touched(
                SPEC,
                catalog(Set.of(CLUSTER)),
                List.of(
                        page(SPARK, "runbook", "cluster:*", "# The cluster\n\nIt has **four** executors.\nMore."),
                        page(new TeamId("growth"), "runbook", "cluster:*", "Not ours."),
                        page(SPARK, "incident", "cluster:*", "It burnt."),
                        page(SPARK, "skill", "topic:*", "Of topics.")));
        assertThat(parts)
                .containsExactly(new Part(
                        CLUSTER,
                        "executors for batch jobs",
                        SPARK,
                        "#spark",
                        List.of(new Page("a page", "teams/spark/runbooks/a.md:7", "It has **four** executors."))));
    }

    @Test
    void whatTheCatalogDoesNotHaveIsNotMadeUp() {
        assertThat(PartRules.touched(SPEC, Catalog.EMPTY, List.of())).isEmpty();
        assertThat(PartRules.touched(SPEC, catalog(Set.of(AssetId.parse("cluster:gone"))), List.of()))
                .isEmpty();
    }

    @Test
    void partsAndPagesHaveAnEnd() {
        Set<AssetId> many = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            many.add(AssetId.parse("topic:t" + i));
        }
        List<Document> pages = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pages.add(page(SPARK, "runbook", "topic:*", ""));
        }
        assertThat(PartRules.touched(SPEC, catalog(many), pages))
                .hasSize(PartRules.PARTS_MAX)
                .allSatisfy(part -> assertThat(part.pages()).hasSize(PartRules.PAGES_MAX));
    }

    private static Catalog catalog(Set<AssetId> dependsOn) {
        List<Asset> assets = new ArrayList<>();
        assets.add(asset(SPEC.asset(), "sales", dependsOn));
        assets.add(asset(CLUSTER, "executors for batch jobs", Set.of()));
        dependsOn.stream()
                .filter(id -> id.kind().equals("topic"))
                .forEach(id -> assets.add(asset(id, "a topic", Set.of())));
        return new Catalog(
                List.of(new Team(SPARK, "Spark", ActorId.person("gus"), "#spark", true, List.of())), assets, List.of());
    }

    private static Asset asset(AssetId id, String what, Set<AssetId> dependsOn) {
        return new Asset(id, SPARK, what, dependsOn, Set.of(), Set.of(), Set.of());
    }

    private static Document page(TeamId team, String kind, String assets, String body) {
        return new Document(
                team,
                kind,
                "a",
                "a page",
                Optional.empty(),
                List.of(new AssetPattern(assets)),
                List.of(),
                "teams/spark/runbooks/a.md",
                5,
                body);
    }
}
