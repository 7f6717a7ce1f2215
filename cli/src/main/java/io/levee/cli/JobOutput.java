package io.levee.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// How jobs are shown, and waited for.
final class JobOutput {
    private static final long LOOK_MILLIS = 300;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Option(names = "--json", description = "print one JSON object instead of text")
    private boolean json;

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /// Tells each change until it is over; nothing where JSON is wanted.
    JsonNode await(Api api, JsonNode begun) throws InterruptedException {
        String path = "/v1/jobs/" + Api.encoded(Text.of(begun, "id"));
        JsonNode now = begun;
        say("%s is admitted: %s for %s, trust %s, deadline %s"
                .formatted(
                        Text.of(now, "id"),
                        Text.of(now, "agent"),
                        Text.of(now, "person"),
                        Text.of(now, "trust"),
                        Text.of(now, "deadline")));
        int told = 0;
        while (!Text.of(now, "state").equals("closed")) {
            Thread.sleep(LOOK_MILLIS);
            now = api.get(path);
            told = tellAttempts(now, told);
        }
        return now;
    }

    private int tellAttempts(JsonNode job, int told) {
        JsonNode attempts = job.path("attempts");
        for (int i = told; i < attempts.size(); i++) {
            say("attempt %s runs%s".formatted(Text.of(attempts.get(i), "number"), changes(attempts.get(i))));
        }
        return Math.max(told, attempts.size());
    }

    /// 0 where it succeeded, or is not waited for.
    int answer(JsonNode job, boolean open) {
        if (json) {
            out().println(job.toString());
        } else {
            out().print(text(job));
        }
        out().flush();
        boolean good = open || Text.of(job, "outcome").equals("succeeded");
        return good ? Exit.DONE : Exit.DENIED;
    }

    private void say(String line) {
        if (!json) {
            out().println(line);
            out().flush();
        }
    }

    private static String changes(JsonNode attempt) {
        return attempt.path("changes").isEmpty()
                ? ""
                : " with " + String.join(", ", Text.strings(attempt.path("changes")));
    }

    static String text(JsonNode job) {
        StringWriter written = new StringWriter();
        PrintWriter text = new PrintWriter(written);
        String outcome = Text.of(job, "outcome");
        text.printf("%s  %s%n", Text.of(job, "id"), outcome.isEmpty() ? Text.of(job, "state") : outcome);
        text.printf("  %s%n", Text.of(job, "why"));
        text.printf(
                "  agent %s for %s, skill %s, asset %s, owner %s%n",
                Text.of(job, "agent"),
                Text.of(job, "person"),
                Text.of(job, "skill"),
                Text.of(job, "asset"),
                Text.of(job, "owner"));
        JsonNode about = job.path("about");
        if (about.isObject() && !outcome.equals("succeeded")) {
            text.printf("  what it is: %s (%s)%n", Text.of(about, "text"), Text.of(about, "ref"));
        }
        if (!outcome.equals("succeeded")) {
            job.path("touches").forEach(part -> part(text, part));
        }
        for (JsonNode attempt : job.path("attempts")) {
            attempt(text, attempt);
        }
        text.flush();
        return written.toString();
    }

    private static void part(PrintWriter text, JsonNode part) {
        text.printf(
                "  it touches %s: %s; ask team %s in %s%n",
                Text.of(part, "asset"), Text.of(part, "what"), Text.of(part, "owner"), Text.of(part, "channel"));
        for (JsonNode page : part.path("pages")) {
            text.printf("    %s: %s (%s)%n", Text.of(page, "title"), Text.of(page, "quote"), Text.of(page, "ref"));
        }
    }

    private static void attempt(PrintWriter text, JsonNode attempt) {
        String exit = Text.of(attempt, "exit");
        text.printf(
                "%nattempt %s  %s%s%s%n",
                Text.of(attempt, "number"),
                Text.of(attempt, "ended").isEmpty() ? "running" : Text.of(attempt, "ended"),
                exit.isEmpty() ? "" : ", exit " + exit,
                changes(attempt));
        Text.strings(attempt.path("checks")).forEach(check -> text.println("  " + check));
        JsonNode diagnosis = attempt.path("diagnosis");
        if (diagnosis.isObject()) {
            diagnosis(text, diagnosis);
        }
    }

    private static void diagnosis(PrintWriter text, JsonNode diagnosis) {
        text.printf(
                "  %s (%.0f %%, %s's part)%n",
                Text.of(diagnosis, "signature"),
                100 * diagnosis.path("confidence").asDouble(0),
                Text.of(diagnosis, "part"));
        text.printf("  %s%n", Text.of(diagnosis, "cause"));
        lines(text, diagnosis);
        for (JsonNode looked : diagnosis.path("collected")) {
            String found = Text.of(looked, "text").replace("\n", "\n      ");
            text.printf("  %s: %s%n", Text.of(looked, "what"), found.isEmpty() ? "not collected here" : found);
        }
        JsonNode remedy = diagnosis.path("remedy");
        if (remedy.isObject()) {
            text.printf("  remedy: %s (needs the rung %s)%n", remedy(remedy), Text.of(remedy, "rung"));
        }
        String command = Text.of(diagnosis, "command");
        if (!command.isEmpty()) {
            text.printf("  to mend it:  %s%n", command);
        }
        diagnosis.path("hypotheses").forEach(it -> hypothesis(text, it, Text.of(diagnosis.path("asked"), "model")));
    }

    /// Apart, and in words that nobody takes for what Levee knows.
    private static void hypothesis(PrintWriter text, JsonNode hypothesis, String model) {
        text.printf(
                "  a model supposes (%s, %s): %s%n",
                model, Text.of(hypothesis, "confidence"), Text.of(hypothesis, "cause"));
        lines(text, hypothesis);
        String command = Text.of(hypothesis, "command");
        if (hypothesis.path("remedy").isObject()) {
            text.printf(
                    "    if so, the skill has %s%s%n",
                    remedy(hypothesis.path("remedy")), command.isEmpty() ? "" : ":  " + command);
        }
    }

    private static void lines(PrintWriter text, JsonNode of) {
        for (JsonNode cited : of.path("evidence")) {
            text.printf("    %s:%s  %s%n", Text.of(cited, "file"), Text.of(cited, "line"), Text.of(cited, "text"));
        }
    }

    private static String remedy(JsonNode remedy) {
        return "%s %s"
                .formatted(Text.of(remedy, "action"), String.join(" ", Text.strings(remedy.path("args"))))
                .strip();
    }
}
