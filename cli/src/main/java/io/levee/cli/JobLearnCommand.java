package io.levee.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `levee job learn`.
@Command(
        name = "learn",
        description = {
            "Proposes signatures for failures of jobs that no skill knows, with real lines of their logs as examples.",
            "People say what they mean, and put them into a `diagnosis.yaml`. For auditors, who see everybody's logs."
        },
        footer = {"", "Example:  levee job learn --as eve > proposals.yaml"})
final class JobLearnCommand implements Callable<Integer> {
    private static final int BYTES_MAX = 4 * 1024 * 1024;

    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    JobLearnCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() throws IOException {
        try (InputStream yaml = remote.apiAs(shared.person()).stream("/v1/skills/proposals")) {
            String text = new String(yaml.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
            if (!shared.printedAsJson(Map.of("proposals", text))) {
                shared.out().print(text);
                shared.out().flush();
            }
        }
        return Exit.DONE;
    }
}
