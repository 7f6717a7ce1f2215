package io.levee.cli;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee passport`: the seven questions that an agent must answer, from live facts.
@Command(
        name = "passport",
        description = "Answers the seven questions about an agent: where it runs, whom it acts for, what it may know,"
                + " change and spend, what is observed, who can stop it.",
        footer = {"", "Example:  levee passport report-writer --as eve"})
final class PassportCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "AGENT")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    PassportCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode passport = remote.apiAs(shared.person()).get("/v1/passports/" + Api.encoded(agent));
        if (!shared.printedAsJson(passport)) {
            print(passport, "");
        }
        return Exit.DONE;
    }

    private void print(JsonNode node, String indent) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                shared.out().println(indent + words(field.getKey()));
                print(value, indent + "  ");
            } else if (value.isArray() && value.size() > 0 && value.get(0).isObject()) {
                shared.out().println(indent + words(field.getKey()));
                value.forEach(item -> print(item, indent + "  - "));
            } else {
                String text = value.isArray() ? String.join(", ", Text.strings(value)) : Text.of(node, field.getKey());
                shared.out().printf("%-30s %s%n", indent + words(field.getKey()), text.isEmpty() ? "–" : text);
            }
        }
    }

    /// `mayChange` reads `may change`.
    private static String words(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
