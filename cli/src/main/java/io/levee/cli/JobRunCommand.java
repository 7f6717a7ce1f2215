package io.levee.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee job run`: admission, and the wait for its end.
@Command(
        name = "run",
        description = {
            "Runs a program as a job of an agent, and waits for its end; Ctrl-C ends the wait, not the job.",
            "Exit 0 where it succeeded, 1 where it was not admitted or failed.",
            "The job gets LEVEE_JOB, LEVEE_STAGING (a folder for its outputs), a scratch folder as HOME and TMPDIR,",
            "and nothing of your environment but what `--env` names."
        },
        footer = {
            "",
            "Examples:  levee job run --agent pipeline-fixer --for gus --skill spark-batch \\",
            "             -- spark-submit --master 'local[2]' job.py",
            "           levee job run --agent pipeline-fixer --for gus --skill spark-batch --job sales-daily-batch \\",
            "             --reads table:sales.orders --output table:sales.daily=daily --deadline 1h \\",
            "             -- spark-submit job.py"
        })
final class JobRunCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final JobOutput output = new JobOutput();

    @Option(names = "--agent", required = true, paramLabel = "AGENT", description = "whose job it is")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Option(names = "--for", required = true, paramLabel = "PERSON", description = "whom the agent acts for")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Option(
            names = "--skill",
            required = true,
            paramLabel = "SKILL",
            description = "the knowledge that it is run by: `levee skill list`")
    @SuppressWarnings("NullAway.Init")
    private String skill;

    @Option(names = "--job", paramLabel = "NAME", description = "its name in the catalog (default: it has none)")
    private @Nullable String job;

    @Option(names = "--reads", paramLabel = "ASSET", description = "what it reads; repeat for more")
    private List<String> reads = List.of();

    @Option(
            names = "--output",
            paramLabel = "ASSET=FOLDER",
            description = "what it makes, and the folder below $LEVEE_STAGING that it makes it in; repeat for more")
    private List<String> outputs = List.of();

    @Option(
            names = "--env",
            paramLabel = "NAME[=VALUE]",
            description = "a variable that it gets, with the value that it has here where none is named")
    private List<String> environment = List.of();

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "where it begins (default: its scratch folder); it must be readable for everybody")
    private @Nullable Path directory;

    @Option(names = "--memory", paramLabel = "MIB", description = "its cap of memory")
    private @Nullable Integer memory;

    @Option(names = "--cpu", paramLabel = "MILLIS", description = "its cap of processors, in thousandths")
    private @Nullable Integer cpu;

    @Option(names = "--processes", paramLabel = "N", description = "its cap of processes and threads")
    private @Nullable Integer processes;

    @Option(names = "--disk", paramLabel = "MIB", description = "its cap of disk")
    private @Nullable Integer disk;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Period.Reader.class,
            description = "over all its attempts: `90s`, `30m`, `8h`")
    private @Nullable Period deadline;

    @Option(
            names = "--on",
            paramLabel = "ENGINE",
            description = "which engine of `jobs: engines:` runs it (default: what its skill runs on first)")
    private @Nullable String engine;

    @Option(names = "--detach", description = "do not wait for its end")
    private boolean detach;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "behind `--`: the program and its arguments")
    @SuppressWarnings("NullAway.Init")
    private List<String> command;

    JobRunCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() throws InterruptedException {
        Api api = remote.apiAs(Optional.of(person));
        JsonNode begun = api.post("/v1/jobs", body());
        return output.answer(detach ? begun : output.await(api, begun), detach);
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("agent", agent);
        body.put("skill", skill);
        body.put("command", command);
        put(body, "job", job);
        put(
                body,
                "directory",
                directory == null
                        ? null
                        : directory.toAbsolutePath().normalize().toString());
        body.put("reads", reads);
        body.put("outputs", outputs);
        body.put("environment", variables());
        put(body, "on", engine);
        put(body, "memoryMib", memory);
        put(body, "cpuMillis", cpu);
        put(body, "processes", processes);
        put(body, "diskMib", disk);
        put(
                body,
                "deadlineSeconds",
                deadline == null ? null : deadline.duration().toSeconds());
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private Map<String, String> variables() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String each : environment) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            String value = equals < 0
                    ? remote.environment()
                            .apply(name)
                            .orElseThrow(() -> new CommandFailure(
                                    Exit.USAGE, "`%s` is not set here: write `--env %s=VALUE`".formatted(name, name)))
                    : each.substring(equals + 1);
            all.put(name, value);
        }
        return all;
    }
}
