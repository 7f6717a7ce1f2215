package io.levee.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `levee job log`.
@Command(
        name = "log",
        description = "Prints the end of what an attempt printed, without its secrets.",
        footer = {"", "Example:  levee job log ID --as gus", "          levee job log ID --attempt 1 --as gus"})
final class JobLogCommand implements Callable<Integer> {
    private static final int BYTES_MAX = 4 * 1024 * 1024;

    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "ID", description = "as `levee job list` lists it")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Option(names = "--attempt", paramLabel = "N", description = "which one (default: the last)")
    private @Nullable Integer attempt;

    JobLogCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() throws IOException {
        String path = "/v1/jobs/%s/log%s".formatted(Api.encoded(id), attempt == null ? "" : "?attempt=" + attempt);
        try (InputStream log = remote.apiAs(shared.person()).stream(path)) {
            String text = new String(log.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
            if (!shared.printedAsJson(Map.of("job", id, "log", text))) {
                text.lines().forEach(line -> shared.out().println(Text.safe(line)));
            }
        }
        return Exit.DONE;
    }
}
