package io.levee.app;

import io.levee.app.demo.DemoCommand;
import io.levee.app.demo.flagflip.FlagFlip;
import io.levee.app.demo.sparkjob.SparkJob;
import io.levee.app.diagnose.DiagnoseCommand;
import io.levee.app.diagnose.SkillCommand;
import io.levee.app.drill.DrillCommand;
import io.levee.app.drill.StopScenario;
import io.levee.app.incident.CasesCommand;
import io.levee.app.incident.IncidentCommand;
import io.levee.app.operator.OperatorKeyCommand;
import io.levee.app.operator.SignedStop;
import io.levee.app.operator.StalenessWaiverCommand;
import io.levee.app.replica.Levee;
import io.levee.app.replica.OfflineLedger;
import io.levee.app.review.ReviewCommand;
import io.levee.app.review.backtest.BacktestCommand;
import io.levee.app.rules.StopRuleCommand;
import io.levee.cli.ConnectCommand;
import io.levee.cli.LeveeCommand;
import io.levee.cli.Remote;
import io.levee.fault.LeveeException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// `./levee`: the commands of the HTTP API's client, and those that need more than it.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int exit = commandLine(System::getenv).execute(args);
        System.exit(exit);
    }

    /// @param variable looks up the environment; null where it is not set
    static CommandLine commandLine(Function<String, @Nullable String> variable) {
        Function<String, Optional<String>> environment = name -> Optional.ofNullable(variable.apply(name));
        Path home = Path.of(System.getProperty("levee.home", "."));
        Path acme = home.resolve("examples").resolve("acme");
        Path standard = environment.apply("LEVEE_DATA").map(Path::of).orElse(home.resolve(".levee"));
        Path data = dataFolder(standard);
        Remote remote = new Remote(data, environment, OfflineLedger::open);
        CommandLine line = LeveeCommand.commandLine(
                Levee.VERSION,
                remote,
                new SignedStop(remote, InstantSource.system()),
                List.of(
                        new UpCommand(environment, standard),
                        new DemoCommand(acme, standard.resolve("demo"), scenarios(home, acme, standard)),
                        new DrillCommand(home),
                        new OperatorKeyCommand(),
                        new StalenessWaiverCommand(),
                        new CommandLine(new ReviewCommand(data.resolve("knowledge")))
                                .addSubcommand(new BacktestCommand())
                                .addSubcommand(new CasesCommand()),
                        IncidentCommand.commandLine(System.in),
                        new DiagnoseCommand(System.in),
                        SkillCommand.commandLine(System.in),
                        new OrgCommand(),
                        new ToolsCommand(),
                        new StopRuleCommand(remote),
                        new ConnectCommand(
                                remote, home.toAbsolutePath().resolve("levee").normalize()),
                        new DoctorCommand(environment, data),
                        new BenchCommand(home)));
        CommandLine.IExecutionExceptionHandler known = line.getExecutionExceptionHandler();
        line.setExecutionExceptionHandler((failure, at, parsed) -> failure instanceof LeveeException broken
                ? explained(broken, at.getErr())
                : known.handleExecutionException(failure, at, parsed));
        return line;
    }

    /// Those that bring their own ground.
    private static SequencedMap<String, DemoCommand.Own> scenarios(Path home, Path acme, Path standard) {
        SequencedMap<String, DemoCommand.Own> all = new LinkedHashMap<>();
        all.put("stop", new DemoCommand.Own(StopScenario::play, Optional::empty));
        Path folder = standard.toAbsolutePath().resolve("flag-flip");
        all.put(
                FlagFlip.NAME,
                new DemoCommand.Own(
                        told -> FlagFlip.play(home.toAbsolutePath(), acme, folder, told),
                        () -> FlagFlip.whyNot(home, folder)));
        Path jobs = standard.toAbsolutePath().resolve("spark-job");
        // a job's user may not pass to this user's folders
        Path shared =
                Path.of("/var/tmp", "levee-spark-job-" + ProcessHandle.current().pid());
        all.put(
                SparkJob.NAME,
                new DemoCommand.Own(
                        told -> SparkJob.play(home.toAbsolutePath(), acme, jobs, shared, told),
                        () -> SparkJob.whyNot(home)));
        return all;
    }

    /// Where something is running, else where something was; the demo keeps its data in a folder of
    /// its own.
    private static Path dataFolder(Path standard) {
        Path demo = standard.resolve("demo");
        for (Path folder : List.of(standard, demo)) {
            if (new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty())
                    .running()
                    .isPresent()) {
                return folder;
            }
        }
        return Files.isDirectory(demo.resolve("data")) && !Files.isDirectory(standard.resolve("data"))
                ? demo
                : standard;
    }

    private static int explained(LeveeException broken, PrintWriter err) {
        err.println("levee: %s (LEVEE-%d)"
                .formatted(broken.getMessage(), broken.code().number()));
        return Exits.of(broken.code());
    }
}
