package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Api;
import io.levee.catalog.Catalog;
import io.levee.catalog.OwnServer;
import io.levee.organisation.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnServerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Test
    void itIsThereWhereATeamAnswersForIt() {
        Reading reading = read("  tools: { owner: core, labels: [printed], clearedFor: [pii] }\n");
        assertThat(reading).as(reading.problems().toString()).isInstanceOf(Reading.Valid.class);
        Catalog catalog = ((Reading.Valid) reading).organisation().catalog();
        Api api = catalog.api("levee").orElseThrow();
        assertThat(api.isOwn()).isTrue();
        assertThat(api.operations()).hasSize(OwnServer.Tool.values().length);
        for (OwnServer.Tool tool : OwnServer.Tool.values()) {
            var asset = catalog.asset(tool.asset()).orElseThrow();
            assertThat(asset.owner().name()).isEqualTo("core");
            assertThat(asset.clears("pii")).isTrue();
            assertThat(asset.labels().contains("printed")).as(tool.word()).isEqualTo(tool.quotes());
        }
    }

    @Test
    void elseThereIsNone() {
        assertThat(((Reading.Valid) read("  attempts: 2\n"))
                        .organisation()
                        .catalog()
                        .api("levee"))
                .isEmpty();
    }

    @Test
    void anOwnerThatIsNoTeamIsAProblemOfItsLine() {
        assertThat(read("  tools: { owner: nobody }\n").problems())
                .filteredOn(Problem::isError)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo("levee.yaml");
                    assertThat(problem.line()).isEqualTo(4);
                    assertThat(problem.what()).contains("nobody");
                });
    }

    private Reading read(String tools) {
        Folder folder = Folder.small(root.resolve("org" + tools.hashCode()));
        folder.write("levee.yaml", "name: small\nlogin: local\njobs:\n" + tools);
        return new OrganisationFolder(folder.root(), List.of()).read();
    }
}
