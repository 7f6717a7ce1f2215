package io.levee.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `levee console`: the address of the console, with a code that logs its first visitor in.
@Command(
        name = "console",
        description = "Prints an address that opens the console logged in as a person; good once, for a minute.",
        footer = {"", "Example:  levee console --as cy"})
final class ConsoleCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    ConsoleCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        String code = remote.apiAs(shared.person())
                .post("/v1/login/code", Map.of())
                .path("code")
                .asString();
        String console = remote.running()
                .map(running -> running.console().toString())
                .orElseThrow(() -> new CommandFailure(Exit.UNAVAILABLE, "no console is running on this machine"));
        String url = console + "/login?code=" + Api.encoded(code);
        if (!shared.printedAsJson(Map.of("url", url))) {
            shared.out().println(url);
        }
        return Exit.DONE;
    }
}
