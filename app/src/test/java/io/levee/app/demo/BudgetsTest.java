package io.levee.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a whole replica: what is declared is refused once it is spent, and an auditor sees where it
/// stands.
final class BudgetsTest {
    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));
    private static final String PAYROLL = "/warehouse/tables/hr.payroll/rows";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatIsSpentIsSeenAndNoMoreIsToBeHad() throws Exception {
        Path acme = folder.resolve("acme");
        Folders.copy(ROOT.resolve("examples").resolve("acme"), acme);
        Path budgets = acme.resolve("budgets.yaml");
        Files.writeString(budgets, Files.readString(budgets).replace("limit: 60\n", "limit: 1\n"));
        Path data = folder.resolve("demo");
        try (Stage stage = Stage.build(acme, data)) {
            CommandRun levee = new CommandRun(Map.of("LEVEE_DATA", data.toString()));
            assertThat(levee.run("budgets", "--as", "eve").out())
                    .containsPattern("payroll-per-person +calls +each person +– +– +– +1 +1h")
                    .containsPattern("blast-radius +objects +everybody +– +– +– +20 +one call");

            Caller clerk = stage.agent("payroll-clerk", "fay");
            assertThat(clerk.get(PAYROLL).outcome()).isEqualTo("allowed");
            assertThat(stage.agent("payroll-clerk", "fay").get(PAYROLL).outcome())
                    .as("another session of the same person")
                    .isEqualTo("budget-exhausted");

            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(levee.run("budgets", "--as", "eve").out())
                                    .containsPattern("payroll-per-person +calls +person:fay +1 +0 +0 +1 +1h"));
            assertThat(levee.run("budgets", "--as", "fay").exit())
                    .as("who may not audit")
                    .isEqualTo(1);
        }
    }
}
