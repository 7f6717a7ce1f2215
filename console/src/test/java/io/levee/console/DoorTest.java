package io.levee.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final String SCOPE = "scope=everything&reason=r";

    private final FakeApi api = new FakeApi();
    private final ConsoleServer console = ConsoleServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            api.address(),
            Clock.systemUTC(),
            new SecureRandom());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        console.close();
        api.close();
    }

    @Test
    void withoutALoginThereIsOnlyTheLogin() throws Exception {
        for (String path : List.of(
                "/",
                "/feed",
                "/decisions/d1",
                "/stop",
                "/stops",
                "/stops/stop-1",
                "/budgets",
                "/tools",
                "/reviews",
                "/reviews/rev-1",
                "/scores",
                "/jobs",
                "/jobs/job-1")) {
            HttpResponse<String> answer = get(path, "levee-console=forged");
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.body()).contains("Log in").doesNotContain("report-writer");
        }
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() throws Exception {
        HttpResponse<String> login = post("/login", "", origin(), "code=ana-code");
        assertThat(login.statusCode()).isEqualTo(303);
        assertThat(login.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(login.body()).doesNotContain("e30.");
    }

    @Test
    void aCodeIsNotRedeemedByLookingAtTheLink() throws Exception {
        HttpResponse<String> page = get("/login?code=ana-code", "");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(post("/login", "", origin(), "code=wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void aFormWithoutTheTokenOfItsPageStopsNothing() throws Exception {
        String cookie = login("ana");
        assertThat(post("/stop", cookie, origin(), SCOPE).statusCode()).isEqualTo(403);
        assertThat(post("/stop", cookie, origin(), SCOPE + "&csrf=wrong").statusCode())
                .isEqualTo(403);
        assertThat(post("/stop", cookie, origin(), SCOPE + "&csrf=" + csrf(login("bo")))
                        .statusCode())
                .as("somebody else's")
                .isEqualTo(403);
        assertThat(api.stops).isEmpty();
        assertThat(post("/stop", cookie, origin(), SCOPE + "&csrf=" + csrf(cookie))
                        .statusCode())
                .isEqualTo(303);
        assertThat(api.stops).hasSize(1);
    }

    @Test
    void aFormFromAnotherSiteStopsNothing() throws Exception {
        String cookie = login("ana");
        String body = SCOPE + "&csrf=" + csrf(cookie);
        for (String origin : List.of("https://evil.example", "null", "", "http://127.0.0.1:1", "http://[")) {
            assertThat(post("/stop", cookie, origin, body).statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(api.stops).isEmpty();
    }

    @Test
    void aFormWithoutTheTokenOfItsPageLetsNoChangePass() throws Exception {
        api.reviews.add("{\"review\": {\"id\": \"rev-1\"}}");
        String cookie = login("ana");
        String path = "/reviews/rev-1/override";
        assertThat(post(path, cookie, origin(), "reason=now").statusCode()).isEqualTo(403);
        assertThat(api.reviews.reasons).isEmpty();
        assertThat(post(path, cookie, origin(), "reason=now&csrf=" + csrf(cookie))
                        .statusCode())
                .isEqualTo(303);
        assertThat(api.reviews.reasons).containsEntry("person:ana", "now");
    }

    @Test
    void anAnswerThatIsTooLargeIsSaidToBe() throws Exception {
        api.reviews.scores = " ".repeat(Api.ANSWER_BYTES_MAX + 1);
        HttpResponse<String> page = get("/scores", login("eve"));
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.body()).contains("too-large");
    }

    @Test
    void leavingEndsTheSessionOnTheServer() throws Exception {
        String cookie = login("ana");
        assertThat(post("/logout", cookie, origin(), "csrf=" + csrf(cookie)).statusCode())
                .isEqualTo(303);
        assertThat(get("/", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void everyAnswerCarriesThePolicyWithoutAnythingUnsafe() throws Exception {
        for (String path : List.of("/", "/login", "/console.css", "/nowhere")) {
            String policy = get(path, "")
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("");
            assertThat(policy).as(path).startsWith("default-src 'none'").doesNotContain("unsafe");
        }
    }

    @Test
    void wherTheApiIsAwayThePageSaysThatNothingIsKnown() throws Exception {
        String cookie = login("ana");
        String csrf = csrf(cookie);
        api.close();
        HttpResponse<String> answer = post("/stop", cookie, origin(), SCOPE + "&csrf=" + csrf);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("Nothing is known about what you asked for");
    }

    @Test
    void aMalformedScopeIsExplainedAndKept() throws Exception {
        String cookie = login("ana");
        HttpResponse<String> answer =
                post("/stop/preview", cookie, origin(), "scope=rocket&reason=r&csrf=" + csrf(cookie));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Write agent:NAME", "value=\"rocket\"");
    }

    private String origin() {
        return console.address().toString();
    }

    private String login(String person) throws IOException, InterruptedException {
        return post("/login", "", origin(), "code=" + person + "-code")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    private String csrf(String cookie) throws IOException, InterruptedException {
        Matcher found = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                .matcher(get("/stop", cookie).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path)).header("Cookie", cookie).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String cookie, String origin, String form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Cookie", cookie)
                .header("Content-Type", "application/x-www-form-urlencoded");
        if (!origin.isEmpty()) {
            request.header("Origin", origin);
        }
        return client.send(
                request.POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return console.address().resolve(path);
    }
}
