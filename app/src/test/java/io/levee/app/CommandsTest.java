package io.levee.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Decoys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));
    private static final String ACME = ROOT.resolve("examples/acme").toString();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyCommandHasHelpWithAnExample() {
        List<String> silent = new ArrayList<>();
        visit(Main.commandLine(_ -> null), silent);
        assertThat(silent).isEmpty();
    }

    @Test
    void theListOfCommandsHasWholeSentences() {
        assertThat(Main.commandLine(_ -> null).getSubcommands().values())
                .extracting(line -> line.getCommandSpec().usageMessage().description()[0])
                .allMatch(text -> text.endsWith("."));
    }

    @Test
    void theVersionIsInOneLine() {
        assertThat(levee().run("--version").out()).matches("levee \\d+\\.\\d+\\.\\d+\\R");
    }

    @Test
    void aDecoyCredentialFitsItsDigest() {
        JsonNode decoy = new JsonMapper()
                .readTree(levee().run("decoy", "ci-backup", "--prefix", "ghp_", "--json")
                        .out());
        assertThat(decoy.path("credential").asString()).startsWith("ghp_").hasSize(44);
        assertThat(decoy.path("digest").asString())
                .isEqualTo(Decoys.digest(decoy.path("credential").asString()));
        assertThat(levee().run("decoy", "no name").exit()).isEqualTo(2);
    }

    @Test
    void everyCommandThatADocumentShowsExists() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (String document : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")) {
            Matcher shown = Pattern.compile("\\./levee ([a-z-]+)(?: (tail|show|verify|export|check))?")
                    .matcher(Files.readString(ROOT.resolve(document)));
            while (shown.find()) {
                if (!known(shown.group(1), shown.group(2))) {
                    unknown.add(document + ": " + shown.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void acmeIsValidAndShowsHowFarAFlagReaches() {
        CommandRun levee = levee();
        assertThat(levee.run("org", "check", ACME).exit()).as(levee.toString()).isZero();
        assertThat(levee.run("org", "show", "flag:checkout-async-orders", "--org", ACME)
                        .out())
                .contains("cluster:kafka-main");
    }

    @Test
    void badUsageIsSaidInOneLineAndExitsWithTwo() {
        CommandRun levee = levee();
        for (String[] bad : new String[][] {
            {"nonsense"},
            {"stop", "--reason", "no target"},
            {"stop", "everything", "--agent", "writer", "--reason", "two targets"},
            {"freeze", "everything", "--reason", "how long?", "--for", "soon"},
            {"org", "check"},
            {"org", "show", "no-colon", "--org", ACME},
            {"org", "check", folder.resolve("missing").toString()},
            {"up", folder.resolve("missing").toString()},
            {"demo", "no-such-scenario"},
            {"bench", "no-such-bench"},
        }) {
            CommandRun.Result result = levee.run(bad);
            assertThat(result.exit()).as(Arrays.toString(bad)).isEqualTo(2);
            assertThat(result.err() + result.out()).doesNotContain("\tat ").isNotBlank();
        }
    }

    @Test
    void withoutAServerCommandsSayHowToStartOneAndExitWithFour() {
        CommandRun levee = levee();
        for (String[] command : new String[][] {
            {"token", "--agent", "report-writer", "--for", "ana"},
            {"stop", "--everything", "--reason", "test", "--as", "cy"},
            {"stop", "model:claude/large-1", "--for", "30m", "--reason", "test", "--as", "cy"},
            {"stop", "--label", "payroll", "--layer", "gateway", "--reason", "test", "--as", "cy"},
            {"freeze", "everything", "--reason", "test", "--as", "cy"},
            {"resume", "stop-1", "--layer", "gateway", "--reason", "test", "--as", "cy"},
            {"stops", "--as", "cy"},
            {"ledger", "tail"},
            {"ledger", "verify"},
        }) {
            CommandRun.Result result = levee.run(command);
            assertThat(result.exit()).as(Arrays.toString(command)).isEqualTo(4);
            assertThat(result.err()).contains("levee up");
        }
    }

    @Test
    @Timeout(60) // a server that came up all the same would never end
    void aMasterKeyFileThatIsNamedMustBeThere() {
        String missing = folder.resolve("mistyped.key").toString();
        CommandRun levee = new CommandRun(Map.of("LEVEE_DATA", folder.toString(), "LEVEE_MASTER_KEY_FILE", missing));
        CommandRun.Result result =
                levee.run("up", ACME, "--gateway-port", "0", "--api-port", "0", "--console-port", "0");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(missing);
        assertThat(Path.of(missing)).doesNotExist();
    }

    @Test
    void theDoctorChecksMachineDatabaseKeysOrganisationAndPorts() {
        CommandRun.Result result = levee().run("doctor", ACME, "--json");
        assertThat(result.out())
                .contains(
                        "\"java\"",
                        "\"disk\"",
                        "\"programs\"",
                        "\"database\"",
                        "\"keys\"",
                        "\"organisation\"",
                        "\"port\"");
    }

    private CommandRun levee() {
        return new CommandRun(Map.of("LEVEE_DATA", folder.toString()));
    }

    private static void visit(CommandLine line, List<String> silent) {
        boolean group = !line.getSubcommands().isEmpty();
        String help = line.getUsageMessage();
        if (!group && !help.contains("Example")) {
            silent.add(line.getCommandSpec().qualifiedName() + " has no example");
        }
        if (line.getCommandSpec().findOption("--help") == null) {
            silent.add(line.getCommandSpec().qualifiedName() + " has no --help");
        }
        line.getSubcommands().values().forEach(sub -> visit(sub, silent));
    }

    /// The launcher itself answers `verify`.
    private static boolean known(String command, @Nullable String sub) {
        if (command.equals("verify")) {
            return true;
        }
        CommandLine line = Main.commandLine(_ -> null).getSubcommands().get(command);
        return line != null
                && (sub == null
                        || line.getSubcommands().isEmpty()
                        || line.getSubcommands().containsKey(sub));
    }
}
