package io.levee.app.diagnose;

import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.LogDiagnostician;
import io.levee.adapters.reports.Ascii;
import io.levee.cli.Exit;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.Skill;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `levee diagnose`: why a run failed, from its logs.
@Command(
        name = "diagnose",
        description = {
            "Says why a run failed, from its logs alone: the cause, the lines that show it, and what to do about it.",
            "Reads plain, gzipped and JSON logs of any size. Exit 0 when it knows, 3 when it does not, 2 for bad input."
        },
        footer = {
            "",
            "Example:  levee diagnose driver.log executor.log --engine spark",
            "          kubectl logs job/nightly | levee diagnose - --exit 137 --json"
        })
public final class DiagnoseCommand implements Callable<Integer> {
    private final InputStream standardInput;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Parameters(
            paramLabel = "LOG",
            arity = "1..*",
            description = "logs of one run, in their order; a folder means its log files, `-` standard input")
    @SuppressWarnings("NullAway.Init")
    private List<String> names;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description =
                    "what it ran on: spark, flink, kafka, postgres, jvm, kubernetes or process (default: from the log)")
    private @Nullable String engine;

    @Option(names = "--exit", paramLabel = "CODE", description = "the code that the process ended with")
    private @Nullable Integer exit;

    @Option(
            names = "--metric",
            paramLabel = "NAME=VALUE",
            description = "a figure of the run: gc-share, task-skew, consumer-lag, restarts")
    private Map<String, Double> metrics = Map.of();

    @ArgGroup
    private SkillSource source = new SkillSource();

    @ArgGroup
    private Form form = new Form();

    /// How it is printed.
    private static final class Form {
        @Option(names = "--json", description = "print one JSON object")
        private boolean json;

        @Option(names = "--text", description = "print text (the default)")
        @SuppressWarnings("UnusedVariable") // it is there to be refused beside the other
        private boolean text;
    }

    /// @param standardInput what `-` reads
    public DiagnoseCommand(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws IOException {
        if (engine != null && !Skill.ENGINES.contains(engine)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "`--engine %s` is not known: write one of %s".formatted(engine, String.join(", ", Skill.ENGINES)));
        }
        Known known = new Known(
                Optional.ofNullable(engine), exit == null ? OptionalInt.empty() : OptionalInt.of(exit), metrics);
        Optional<List<Skill>> skills = source.read(spec.commandLine().getErr());
        if (skills.isEmpty()) {
            return Exit.USAGE;
        }
        LogDiagnostician diagnostician = new LogDiagnostician(Library.of(skills.get()));
        try (LogFiles logs = LogFiles.of(names, standardInput)) {
            return print(diagnostician.diagnose(logs.list(), known));
        }
    }

    private int print(Diagnosis diagnosis) {
        PrintWriter out = spec.commandLine().getOut();
        if (form.json) {
            out.println(Ascii.json(DiagnosisJson.of(diagnosis)));
        } else {
            DiagnosisText.of(diagnosis).forEach(out::println);
        }
        out.flush();
        return diagnosis.isKnown() ? Exit.DONE : Exit.HELD;
    }
}
