package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.catalog.Team;
import io.levee.catalog.Touched;
import io.levee.identity.ActorId;
import io.levee.identity.Person;
import io.levee.identity.TeamId;
import io.levee.organisation.Organisation;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcmeTest {
    private static final Organisation ACME = read();

    private static Organisation read() {
        Reading reading = new OrganisationFolder(Folder.ACME, List.of()).read();
        assertThat(reading.problems()).isEmpty();
        return ((Reading.Valid) reading).organisation();
    }

    @Test
    void itIsABelievableCompany() {
        assertThat(ACME.catalog().teams().stream().filter(Team::platform)).hasSizeGreaterThanOrEqualTo(6);
        assertThat(ACME.catalog().teams().stream().filter(team -> !team.platform()))
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(ACME.people()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(ACME.passports()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(ACME.catalog().assets()).hasSizeGreaterThanOrEqualTo(80);
        assertThat(ACME.catalog().apis()).as("with Levee's own tools").hasSize(10);
        assertThat(ACME.policies()).isNotEmpty();
        assertThat(ACME.catalog().teams().stream().map(team -> team.id().name()))
                .contains("kafka", "flink", "spark", "warehouse", "flags", "payments");
    }

    @Test
    void aFlagOfCheckoutReachesTheKafkaClusterAndItsTeam() {
        Touched touched = ACME.catalog().touchedBy(AssetId.parse("flag:checkout-async-orders"));

        assertThat(touched.reached()).contains(AssetId.parse("topic:orders.v1"), AssetId.parse("cluster:kafka-main"));
        assertThat(touched.owners()).containsKeys(new TeamId("kafka"), new TeamId("logistics"), new TeamId("flink"));
    }

    @Test
    void runningAQueryIsAPostThatOnlyReads() {
        assertThat(ACME.catalog().api("warehouse").orElseThrow().operations())
                .extracting(
                        it -> it.method() + " " + it.path() + " " + it.asset().name() + " " + it.changes())
                .containsExactlyInAnyOrder(
                        "GET /tables warehouse/listTables false",
                        "POST /tables warehouse/createTable true",
                        "GET /tables/{table}/rows warehouse/readTable false",
                        "POST /queries warehouse/runQuery false",
                        "GET /queries/{queryId} warehouse/getQuery false",
                        "GET /queries/{queryId}/rows warehouse/streamQuery false");
    }

    @Test
    void theExportEndpointIsNotDescribed() {
        assertThat(ACME.catalog().api("warehouse").orElseThrow().operations())
                .noneMatch(operation -> operation.path().contains("export"));
    }

    @Test
    void anaAndBoMayBothUseTheReportWriterButOnlyAnaIsAnAnalyst() {
        Person ana = ACME.person(ActorId.person("ana")).orElseThrow();
        Person bo = ACME.person(ActorId.person("bo")).orElseThrow();
        var passport = ACME.passport(ActorId.agent("report-writer")).orElseThrow();

        assertThat(passport.allowsActingFor(ana)).isTrue();
        assertThat(passport.allowsActingFor(bo)).isTrue();
        assertThat(ana.roles()).extracting(Object::toString).contains("analyst");
        assertThat(bo.roles()).extracting(Object::toString).doesNotContain("analyst");
    }

    @Test
    void codeOwnersAskTheKafkaTeamWhereOrdersAreProduced() {
        assertThat(ACME.codeOwners().ownersOf("apps/checkout/src/orders/Producer.java"))
                .containsExactly(ActorId.team("checkout"), ActorId.team("kafka"));
        assertThat(ACME.codeOwners().ownersOf("apps/checkout/README.md")).containsExactly(ActorId.team("checkout"));
    }

    @Test
    void backstageEntitiesAreAssetsLikeAnyOther() {
        assertThat(ACME.catalog().dependents(AssetId.parse("resource:storefront-cache")))
                .containsExactly(AssetId.parse("component:storefront"));
    }
}
