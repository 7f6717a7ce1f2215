package io.levee.app;

import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.contract.ContractCheck;
import io.levee.adapters.mcp.DefinitionCheck;
import io.levee.adapters.organisation.CheckReport;
import io.levee.adapters.organisation.OrgReport;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.app.diagnose.SkillsOfTeams;
import io.levee.app.replica.JobSourceCheck;
import io.levee.app.replica.StopperCheck;
import io.levee.app.review.Rulebooks;
import io.levee.cli.Exit;
import io.levee.organisation.OrganisationCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `levee org`: the organisation folder, looked at without a server.
@Command(
        name = "org",
        description = "Checks the organisation folder, and shows how far a change of an asset travels.",
        subcommands = {OrgCommand.Check.class, OrgCommand.Show.class},
        synopsisSubcommandLabel = "COMMAND")
final class OrgCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static Reading read(Path folder, OrganisationCheck... more) {
        List<OrganisationCheck> checks = new ArrayList<>(List.of(
                new CedarPolicies(),
                new DefinitionCheck(),
                new ContractCheck(),
                new StopperCheck(),
                new JobSourceCheck(),
                Rulebooks.check()));
        checks.addAll(List.of(more));
        return new OrganisationFolder(folder, checks).read();
    }

    private static void print(CommandSpec spec, boolean json, Object report, String text) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(report));
        } else {
            out.print(text);
        }
        out.flush();
    }

    /// `levee org check`: every problem, or what there is.
    @Command(
            name = "check",
            description =
                    "Lists every problem of the folder with file, line and how to fix it (exit 2), or what is in it.",
            footer = {"", "Example:  levee org check examples/acme"})
    static final class Check implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Parameters(paramLabel = "DIR")
        @SuppressWarnings("NullAway.Init")
        private Path folder;

        @Option(names = "--json", description = "print one JSON object instead of text")
        private boolean json;

        @Override
        public Integer call() {
            CheckReport report = OrgReport.check(folder.toString(), read(folder, new SkillsOfTeams(folder)));
            print(spec, json, report, report.text());
            return report.exit();
        }
    }

    /// `levee org show`: owner, dependents and blast radius of one asset.
    @Command(
            name = "show",
            description = "Shows an asset: who owns it, what depends on it, and what a change of it touches and why.",
            footer = {"", "Example:  levee org show flag:checkout-async-orders --org examples/acme"})
    static final class Show implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Parameters(paramLabel = "ASSET", description = "as `kind:name`")
        @SuppressWarnings("NullAway.Init")
        private String asset;

        @Option(
                names = "--org",
                paramLabel = "DIR",
                defaultValue = "examples/acme",
                description = "the organisation's folder (default: ${DEFAULT-VALUE})")
        @SuppressWarnings("NullAway.Init")
        private Path folder;

        @Option(names = "--json", description = "print one JSON object instead of text")
        private boolean json;

        @Override
        public Integer call() {
            return switch (read(folder)) {
                case Reading.Invalid invalid -> {
                    CheckReport report = OrgReport.check(folder.toString(), invalid);
                    print(spec, json, report, report.text());
                    yield Exit.USAGE;
                }
                case Reading.Valid(var organisation, var _) -> {
                    OrgReport.Shown shown = OrgReport.show(organisation, asset);
                    print(spec, json, shown, shown.text());
                    yield shown.exit();
                }
            };
        }
    }
}
