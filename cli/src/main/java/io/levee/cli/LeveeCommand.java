package io.levee.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `levee`: the list of all commands.
@Command(
        name = "levee",
        description = "The operations layer for agent-made changes on shared infrastructure.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start here:  levee demo      plays an agent that hacks around a permission structure, against real parts",
            "             levee doctor    says what is missing on this machine",
            "",
            "Exit codes:  0 done or allowed   1 denied or failed   2 bad usage or input   3 held   4 not available"
        })
public final class LeveeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// All commands of this module; `more` are those that need more than the HTTP API.
    public static CommandLine commandLine(String version, Remote remote, OfflineStop past, List<Object> more) {
        CommandLine levee = new CommandLine(new LeveeCommand());
        levee.getCommandSpec()
                .version("levee " + version)
                .addOption(CommandLine.Model.OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("show which Levee this is")
                        .build());
        List<Object> commands = List.of(
                new TokenCommand(remote),
                new PassportCommand(remote),
                new ExplainCommand(remote),
                new DeclassifyCommand(remote),
                new DecoyCommand(),
                new McpCommand(remote, System.in),
                new StopCommand(remote, past),
                new FreezeCommand(remote),
                new StopsCommand(remote),
                new ResumeCommand(remote),
                new StoppersCommand(remote),
                new BudgetsCommand(remote),
                new ScoresCommand(remote),
                new ConsoleCommand(remote));
        more.forEach(levee::addSubcommand);
        commands.forEach(levee::addSubcommand);
        LedgerCommand ledger = new LedgerCommand(remote);
        CommandLine ledgerLine = new CommandLine(ledger);
        ledger.commands().forEach(ledgerLine::addSubcommand);
        levee.addSubcommand(ledgerLine);
        ApprovalsCommand approvals = new ApprovalsCommand(remote);
        CommandLine approvalsLine = new CommandLine(approvals);
        approvals.commands().forEach(approvalsLine::addSubcommand);
        levee.addSubcommand(approvalsLine);
        ReviewsCommand reviews = new ReviewsCommand(remote);
        CommandLine reviewsLine = new CommandLine(reviews);
        reviews.commands().forEach(reviewsLine::addSubcommand);
        levee.addSubcommand(reviewsLine);
        JobCommand job = new JobCommand(remote);
        CommandLine jobLine = new CommandLine(job);
        job.commands().forEach(jobLine::addSubcommand);
        levee.addSubcommand(jobLine);
        levee.setExecutionExceptionHandler((failure, line, _) -> explain(failure, line.getErr()));
        levee.setParameterExceptionHandler((failure, _) -> {
            PrintWriter err = failure.getCommandLine().getErr();
            err.println("levee: " + failure.getMessage());
            err.println("       see `%s --help`"
                    .formatted(failure.getCommandLine().getCommandSpec().qualifiedName()));
            return Exit.USAGE;
        });
        addHelp(levee);
        return levee;
    }

    private static void addHelp(CommandLine line) {
        if (line.getCommandSpec().findOption("--help") == null) {
            line.getCommandSpec()
                    .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("show this help")
                            .build());
        }
        line.getSubcommands().values().forEach(LeveeCommand::addHelp);
    }

    private static int explain(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof CommandFailure known) {
            err.println("levee: " + known.getMessage());
            return known.exit();
        }
        if (failure instanceof IllegalArgumentException bad && bad.getMessage() != null) {
            err.println("levee: " + bad.getMessage());
            return Exit.USAGE;
        }
        throw failure;
    }
}
