package io.levee.adapters.http;

import io.levee.adapters.oauth.AuthorizationServer;
import io.levee.adapters.oauth.LiveTokens;
import io.levee.adapters.oauth.LocalLogin;
import io.levee.adapters.oauth.MasterKey;
import io.levee.adapters.oauth.Pace;
import io.levee.adapters.oauth.PersonTokens;
import io.levee.adapters.oauth.Revocations;
import io.levee.adapters.oauth.passport.Passports;
import io.levee.adapters.oauth.passport.Sightings;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Team;
import io.levee.consent.Action;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Policy;
import io.levee.consent.Runs;
import io.levee.facts.Fact;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.TeamId;
import io.levee.ledger.ReplicaView;
import io.levee.organisation.Organisation;
import io.levee.organisation.Settings;
import io.levee.testkit.FakeClock;
import io.levee.testkit.FakeFreshness;
import io.levee.testkit.MemoryCredentials;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.MemoryOnceOnly;
import io.levee.testkit.MemorySigningKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real authorization server behind a real API over a memory ledger. Ana may do everything, Bo nothing; `writer` and
/// `chart` act for their team.
final class TestOAuth implements AutoCloseable {
    static final ActorId ANA = ActorId.person("ana");
    static final ActorId WRITER = ActorId.agent("writer");

    final FakeClock clock = FakeClock.start();
    final MemoryLedger ledger = new MemoryLedger(clock);
    final Sightings sightings = new Sightings();
    private final Organisation organisation = organisation();
    private final LocalLogin login;
    private final ApiServer api;
    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    TestOAuth(Path folder) {
        this.folder = folder;
        Revocations revocations = new Revocations(clock);
        OpenStops stops = new OpenStops();
        Runs runs = new Runs(() -> organisation, _ -> Set.of());
        LiveTokens live = new LiveTokens(clock, runs);
        ledger.follow(Set.of(Fact.Family.IDENTITY), revocations);
        ledger.follow(Set.of(Fact.Family.IDENTITY), live);
        ledger.follow(Set.of(Fact.Family.STOP), stops);
        ledger.follow(Set.of(Fact.Family.CALL), sightings);
        SecureRandom random = new SecureRandom();
        AuthorizationServer server = AuthorizationServer.open(new AuthorizationServer.Ground(
                "http://127.0.0.1:8700",
                MasterKey.openOrCreate(folder.resolve("master.key"), random),
                new MemorySigningKeys(),
                new MemoryCredentials(),
                new MemoryOnceOnly(),
                PersonTokens.none(),
                () -> organisation,
                revocations,
                stops,
                runs,
                ledger,
                ReplicaView.alone(),
                new FakeFreshness(),
                clock,
                random));
        login = LocalLogin.open(
                folder,
                organisation::settings,
                List.of(InetAddress.getLoopbackAddress()),
                server.issuer(),
                new Pace(100, Duration.ofMillis(20), clock),
                clock,
                random);
        Consents consents = new Consents(this::inForce);
        Passports passports =
                new Passports(this::inForce, () -> organisation.people().values(), live, stops, sightings, clock);
        api = ApiServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(
                        new OAuthRoutes(server, consents),
                        new LoginRoutes(server, login),
                        new CredentialRoutes(server, login, consents),
                        new PassportRoutes(new Guard(server.tokens(), consents), passports)));
    }

    private InForce inForce() {
        Policy policy =
                (principal, action, _) -> principal.equals(ANA) || (principal.isAgent() && action == Action.READ)
                        ? new Policy.Answer.Permitted(List.of())
                        : new Policy.Answer.NotPermitted();
        return new InForce("revision-1", organisation, organisation.catalog(), policy);
    }

    private static Organisation organisation() {
        TeamId growth = new TeamId("growth");
        Map<ActorId, Person> people = Map.of(
                ANA,
                new Person(ANA, "Ana", Set.of(growth), Set.of(), true),
                ActorId.person("bo"),
                new Person(ActorId.person("bo"), "Bo", Set.of(growth), Set.of(), true));
        Team team = new Team(growth, "Growth", ANA, "#growth", false, List.of());
        Catalog catalog = new Catalog(
                List.of(team),
                List.of(asset("table:sales.orders", growth), asset("table:hr.pay", growth), asset("topic:a", growth)),
                List.of());
        return new Organisation(
                "revision-1",
                new Settings("acme", Optional.empty(), true),
                people,
                Map.of(WRITER, passport(WRITER), ActorId.agent("chart"), passport(ActorId.agent("chart"))),
                catalog,
                List.of());
    }

    private static Asset asset(String id, TeamId owner) {
        return new Asset(AssetId.parse(id), owner, "", Set.of(), Set.of(), Set.of(), Set.of());
    }

    private static Passport passport(ActorId agent) {
        return new Passport(
                agent,
                "writes reports",
                new TeamId("growth"),
                "a pod",
                Set.of(ActorId.team("growth")),
                List.of(new AssetPattern("table:*")),
                List.of(new AssetPattern("topic:a")),
                new Passport.Spend(100, 5),
                List.of("every call"),
                Set.of(ANA),
                Set.of());
    }

    String local() {
        try {
            return "Local " + Files.readString(folder.resolve(LocalLogin.FILE)).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A person's token, or the ticket for an agent.
    String login(String person, String... agent) {
        String body = agent.length == 0
                ? "{\"person\":\"%s\"}".formatted(person)
                : "{\"person\":\"%s\",\"for_agent\":\"%s\"}".formatted(person, agent[0]);
        return post("/v1/login/local", local(), body).text("access_token");
    }

    Answer post(String path, String authorization, String json) {
        return send(path, authorization, "application/json", json);
    }

    Answer form(String path, String authorization, Map<String, String> form) {
        return send(
                path,
                authorization,
                "application/x-www-form-urlencoded",
                form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    Answer get(String path, String authorization) {
        return send(request(path, authorization).GET());
    }

    Answer delete(String path, String authorization) {
        return send(request(path, authorization).DELETE());
    }

    private Answer send(String path, String authorization, String type, String body) {
        return send(request(path, authorization)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.address().resolve(path));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        login.close();
        client.close();
        api.close();
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        String text(String member) {
            return json().path(member).asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
