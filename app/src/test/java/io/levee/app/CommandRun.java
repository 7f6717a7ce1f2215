package io.levee.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/// Runs commands in this process, as a shell would.
public final class CommandRun {
    private final Map<String, String> environment;
    private String last = "";

    public CommandRun(Map<String, String> environment) {
        this.environment = environment;
    }

    public record Result(int exit, String out, String err) {}

    public Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(environment::get);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = line.execute(arguments);
        last = out + "\n" + err;
        return new Result(exit, out.toString(), err.toString());
    }

    /// What the last command printed.
    @Override
    public String toString() {
        return last;
    }
}
