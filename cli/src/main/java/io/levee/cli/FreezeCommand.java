package io.levee.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `levee freeze`: nothing is changed, everything is read.
@Command(
        name = "freeze",
        description = "Denies changes, for an incident or a code freeze: open changing calls are cut, reads go on, and"
                + " tokens and programs are left alone. `levee stops` lists it; two people thaw it by `levee resume`.",
        footer = {
            "",
            "Examples:  levee freeze everything --for 8h --reason 'release night' --as cy",
            "           levee freeze team:growth --reason 'incident 4711' --as cy"
        })
final class FreezeCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private ScopeOptions scope;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, in one line")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Period.Reader.class,
            description = "it thaws by itself after so long, 1 second to 30 days: `90s`, `30m`, `8h`, `2d`"
                    + " (default: two people thaw it)")
    private @Nullable Period lasting;

    FreezeCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("scope", scope.scope());
        body.put("reason", reason);
        body.put("freeze", true);
        if (lasting != null) {
            body.put("expiresInSeconds", lasting.duration().toSeconds());
        }
        return StopCommand.order(remote, shared, body);
    }
}
