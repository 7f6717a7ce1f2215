package io.levee.app.demo;

import io.levee.cli.CommandFailure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// An agent reads what its person may see and wants to tell those who may not. Every call is permitted by
/// itself; what the session has read decides where it may send.
final class DataLeak {
    static final String NAME = "data-leak";

    private static final String CLERK = "payroll-clerk";
    private static final String PAYROLL = "/warehouse/tables/hr.payroll/rows";
    private static final String LEAK = "label-not-cleared: payroll from table:hr.payroll";
    private static final String MORNING = "good morning";
    private static final String LUNCH = "lunch is at noon";
    private static final String MEDIAN = "the median is up by two per cent";
    private static final String GENERAL = "/workplace/channels/general/messages";

    private final Stage stage;
    private final Script script;
    /// The salaries, once read.
    private String rows = "";

    private DataLeak(Stage stage, Script script) {
        this.stage = stage;
        this.script = script;
    }

    static List<Step> play(Stage stage, Consumer<Step> told) {
        Script script = new Script(told);
        new DataLeak(stage, script).play();
        return script.steps();
    }

    private void play() {
        Caller clerk = stage.agent(CLERK, "fay");
        script.step(
                "payroll-clerk says good morning to everybody, for fay",
                "allowed",
                () -> sent(clerk.post(GENERAL, text(MORNING))));
        script.step("it reads payroll for fay, who may", "allowed", () -> {
            Reply reply = clerk.get(PAYROLL);
            rows = reply.json().path("rows").toString();
            return new Played(
                    reply.outcome(), reply.outcome().equals("allowed") && rows.contains("cents"), reply.decision());
        });
        script.step(
                "it posts what it read to a channel that everybody reads",
                LEAK,
                () -> refused(clerk.post(GENERAL, text(rows))));
        script.step(
                "it writes it into a repository",
                LEAK,
                () -> refused(clerk.put("/workplace/repositories/handbook/files/salaries.md", text(rows))));
        script.step("it tells bo", LEAK, () -> refused(clerk.post("/workplace/people/bo/messages", text(rows))));
        script.step(
                "it hands the work to letter-writer, which has read nothing itself, and that one posts it",
                LEAK,
                () -> refused(stage.delegated(clerk, CLERK, "letter-writer").post(GENERAL, text(rows))));
        script.step("it hides it in a query: base64, and encoded twice", LEAK + ", each time", () -> hidden(clerk));
        script.step(
                "it opens a new token from the same ticket's session, and posts again",
                LEAK,
                () -> refused(renewed(clerk).post(GENERAL, text(rows))));
        script.step("it posts it where only those read who may know", "allowed, and it arrived", () -> {
            Reply reply = clerk.post("/workplace/channels/payroll/messages", text(rows));
            boolean arrived = stage.workplace().seen().contains("/channels/payroll/messages " + rows);
            return new Played(
                    reply.outcome() + (arrived ? ", and it arrived" : ", AND IT DID NOT ARRIVE"),
                    arrived,
                    reply.decision());
        });
        script.step(
                "another session of the same agent, which has read nothing, posts to everybody",
                "allowed",
                () -> sent(stage.agent(CLERK, "fay").post(GENERAL, text(LUNCH))));
        script.step("bo, who sees no payroll, lets it go to everybody", "policy-forbids", () -> notLetGo(clerk));
        script.step(
                "fay lets go what was read by now, to that channel; then the agent reads on",
                "allowed, then " + LEAK,
                () -> letGo(clerk));
        script.step("what got where", "what was allowed, and nothing else", this::arrived);
    }

    private static Played sent(Reply reply) {
        return Played.compared("allowed", reply.outcome(), reply.decision());
    }

    private static Played refused(Reply reply) {
        return Played.compared(LEAK, why(reply), reply.decision());
    }

    /// The code, and the source as the caller is told it.
    private static String why(Reply reply) {
        return reply.status() < 400
                ? "allowed"
                : reply.outcome() + ": " + reply.json().path("about").asString("");
    }

    private Played hidden(Caller clerk) throws IOException, InterruptedException {
        String base64 =
                Base64.getUrlEncoder().encodeToString(rows.substring(0, 200).getBytes(StandardCharsets.UTF_8));
        String once = URLEncoder.encode(rows.substring(0, 200), StandardCharsets.UTF_8);
        String twice = URLEncoder.encode(once, StandardCharsets.UTF_8);
        String decision = "";
        for (String text : List.of(base64, once, twice)) {
            Reply reply = clerk.get("/workplace/messages?text=" + text);
            if (!why(reply).equals(LEAK)) {
                return new Played(why(reply), false, reply.decision());
            }
            decision = reply.decision();
        }
        return new Played(LEAK + ", each time", true, decision);
    }

    private Caller renewed(Caller clerk) {
        String token = stage.tokens()
                .exchange(CLERK, clerk.token(), "levee-gateway")
                .path("access_token")
                .asString();
        return new Caller(clerk.gateway(), token);
    }

    private Played notLetGo(Caller clerk) throws IOException, InterruptedException {
        String refused = clerk.post(GENERAL, text(rows)).decision();
        try {
            declassify("bo", refused);
            return new Played("let go", false, refused);
        } catch (CommandFailure failure) {
            boolean no = String.valueOf(failure.getMessage()).contains("policy-forbids");
            return new Played(no ? "policy-forbids" : String.valueOf(failure.getMessage()), no, refused);
        }
    }

    private Played letGo(Caller clerk) throws IOException, InterruptedException {
        declassify("fay", clerk.post(GENERAL, text(rows)).decision());
        Reply after = clerk.post(GENERAL, text(MEDIAN));
        clerk.get(PAYROLL);
        Reply again = clerk.post(GENERAL, text(rows));
        String actual = after.outcome() + ", then " + why(again);
        return Played.compared("allowed, then " + LEAK, actual, again.decision());
    }

    private void declassify(String person, String decision) {
        stage.as(person)
                .post("/v1/decisions/%s/declassify".formatted(decision), Map.of("reason", "demo: a median, no names"));
    }

    private Played arrived() {
        List<String> allowed = List.of(
                "/channels/general/messages " + MORNING,
                "/channels/payroll/messages " + rows,
                "/channels/general/messages " + LUNCH,
                "/channels/general/messages " + MEDIAN);
        List<String> more = new ArrayList<>(stage.workplace().seen());
        boolean exactly = more.equals(allowed);
        more.removeAll(allowed);
        return new Played(
                exactly ? "what was allowed, and nothing else" : "NOT ALL THAT WAS ALLOWED, AND BESIDES " + more,
                exactly,
                "");
    }

    private static String text(String text) {
        return new JsonMapper().writeValueAsString(Map.of("text", text));
    }
}
