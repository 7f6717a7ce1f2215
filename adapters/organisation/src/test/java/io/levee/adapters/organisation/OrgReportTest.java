package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.organisation.Organisation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrgReportTest {
    @TempDir
    Path root;

    @Test
    void aValidFolderIsCountedAndExitsWithZero() {
        CheckReport report = OrgReport.check("small", Folder.small(root).read());

        assertThat(report.text()).isEqualTo("""
                        small is valid: 1 team, 2 people, 1 agent, 4 assets, 1 API, 1 operation, 1 policy file
                        revision %s
                        """.formatted(report.revision().substring(0, 12)));
        assertThat(report.exit()).isZero();
    }

    @Test
    void anInvalidFolderListsEachProblemWithItsFixAndExitsWithTwo() {
        Folder folder = Folder.small(root)
                .edit("assets/things.yaml", "dependsOn: [database:things]", "dependsOn: [database:thigns]")
                .edit("agents/writer.yaml", "operation:things/*", "operation:other/*");

        CheckReport report = OrgReport.check("small", folder.read());

        assertThat(report.text()).isEqualTo("""
                        agents/writer.yaml:5: warning: `mayKnow` of `agent:writer`: `operation:other/*` matches no asset
                          correct it, or take it out
                        assets/things.yaml:6: `dependsOn` of `table:things`: there is no asset `database:thigns`
                          did you mean `database:things`?
                        small is invalid: 1 error, 1 warning
                        """);
        assertThat(report.exit()).isEqualTo(2);
        assertThat(report.counts()).isEmpty();
    }

    @Test
    void anOperationHoldsAndClearsWhatItsApiDoesAndMore() {
        Folder folder = Folder.small(root)
                .edit(
                        "apis/things.openapi.yaml",
                        "x-levee-owner: core",
                        "x-levee-owner: core\nx-levee-labels: [personal]\nx-levee-cleared-for: [internal]")
                .edit(
                        "apis/things.openapi.yaml",
                        "operationId: listThings",
                        "operationId: listThings\n      x-levee-labels: [payroll]\n      x-levee-cleared-for: [legal]")
                .edit(
                        "assets/things.yaml",
                        "dependsOn: [database:things]",
                        "dependsOn: [database:things]\n    clearedFor: [legal]");
        var organisation = ((Reading.Valid) folder.read()).organisation();

        assertThat(OrgReport.show(organisation, "operation:things/listThings").text())
                .contains("  labels     payroll, personal\n", "  clears     internal, legal\n");
        assertThat(OrgReport.show(organisation, "table:things").text()).contains("  clears     legal\n");
    }

    @Test
    void anAssetIsShownWithItsOwnerAndTheWayToEverythingThatItTouches() {
        var shown = OrgReport.show(small(), "database:things");

        assertThat(shown.text()).isEqualTo("""
                        database:things
                          where things are
                          owner      core, on call ana, #core
                          needed by  api:things, table:things

                        a change of it touches 3 more assets of 1 team (=> reaches, <- is needed by)
                          core
                            api:things
                              database:things <- api:things
                            operation:things/listThings
                              database:things <- api:things <- operation:things/listThings
                            table:things
                              database:things <- table:things
                        """);
        assertThat(shown.exit()).isZero();
    }

    @Test
    void theFlagReachesTheClusterByWayOfItsTopic() {
        Organisation acme = ((Reading.Valid) new OrganisationFolder(Folder.ACME, List.of()).read()).organisation();

        AssetReport report = (AssetReport) OrgReport.show(acme, "flag:checkout-async-orders");

        assertThat(report.blastRadius().paths())
                .containsEntry(
                        "cluster:kafka-main", "flag:checkout-async-orders => topic:orders.v1 => cluster:kafka-main");
        assertThat(report.blastRadius().paths().keySet())
                .containsExactlyInAnyOrderElementsOf(report.blastRadius().reached());
    }

    @Test
    void anUnknownAssetIsABadInputThatSaysWhatWasMeant() {
        assertThat(OrgReport.show(small(), "table:thing").text())
                .isEqualTo("there is no asset `table:thing`\n  did you mean `table:things`?\n");
        assertThat(OrgReport.show(small(), "things").text())
                .contains("did you mean `api:things`, `database:things`, `table:things`?");
        assertThat(OrgReport.show(small(), "things").exit()).isEqualTo(2);
    }

    private Organisation small() {
        return ((Reading.Valid) Folder.small(root).read()).organisation();
    }
}
