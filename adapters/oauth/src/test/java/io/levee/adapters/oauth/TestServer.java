package io.levee.adapters.oauth;

import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Directory;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.ledger.ReplicaView;
import io.levee.testkit.FakeClock;
import io.levee.testkit.FakeFreshness;
import io.levee.testkit.MemoryCredentials;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.MemoryOnceOnly;
import io.levee.testkit.MemorySigningKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One replica of the authorization server, in memory, with a clock that a test moves and an organisation that a test
/// changes. Ana and Bo are people of team growth; `writer`, `chart`, `deep` and `deeper` act for that team, `fixer` for
/// team spark only.
final class TestServer {
    static final String ISSUER = "http://127.0.0.1:8700";
    static final ActorId ANA = ActorId.person("ana");
    static final ActorId BO = ActorId.person("bo");
    static final ActorId WRITER = ActorId.agent("writer");
    static final ActorId CHART = ActorId.agent("chart");
    static final ActorId DEEP = ActorId.agent("deep");
    static final ActorId DEEPER = ActorId.agent("deeper");
    static final ActorId FIFTH = ActorId.agent("fifth");
    static final ActorId FIXER = ActorId.agent("fixer");

    final FakeClock clock = FakeClock.start();
    final MemoryLedger ledger = new MemoryLedger(clock);
    final FakeFreshness freshness = new FakeFreshness();
    final MemorySigningKeys store = new MemorySigningKeys();
    final MemoryCredentials credentials = new MemoryCredentials();
    final SecureRandom random = new SecureRandom();
    final Map<ActorId, Person> people = new HashMap<>();
    final Map<ActorId, Passport> passports = new HashMap<>();
    final Directory directory = new Directory() {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.ofNullable(people.get(person));
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.ofNullable(passports.get(agent));
        }
    };
    final OpenStops stops = new OpenStops();
    final Revocations revocations = new Revocations(clock);
    /// What each session carries.
    final Map<SessionId, Set<String>> labels = new HashMap<>();
    final Runs runs = new Runs(() -> directory, session -> labels.getOrDefault(session, Set.of()));
    final LiveTokens live = new LiveTokens(clock, runs);
    final Standing standing = new Standing(() -> directory, revocations, stops, runs);
    final KeyRing keys;
    final TokenIssuer issuer;
    final TokenVerifier verifier;
    final ClientAuthentication clients;
    final Enrolment enrolment;
    final Map<ActorId, String> secrets = new HashMap<>();
    TokenExchange exchange;
    private int stopCount;

    TestServer(Path folder) {
        Map.of(ANA, "growth", BO, "growth").forEach((id, team) -> people.put(id, person(id, team, true)));
        for (ActorId agent : List.of(WRITER, CHART, DEEP, DEEPER, FIFTH)) {
            passports.put(agent, passport(agent, "growth"));
        }
        passports.put(FIXER, passport(FIXER, "spark"));
        ledger.follow(Set.of(Fact.Family.IDENTITY, Fact.Family.STOP), entry -> {
            stops.learned(entry);
            revocations.learned(entry);
            live.learned(entry);
        });
        keys = KeyRing.open(store, MasterKey.openOrCreate(folder.resolve("master.key"), random), ledger, clock, random);
        issuer = new TokenIssuer(ISSUER, keys, standing, ledger, freshness, clock, random);
        verifier = new TokenVerifier(ISSUER, keys, standing, clock);
        clients = new ClientAuthentication(
                () -> directory,
                credentials,
                new MemoryOnceOnly(),
                clock,
                ISSUER,
                new ServerMetadata(ISSUER).tokenEndpoint());
        enrolment = new Enrolment(credentials, () -> directory, ledger, clock, random);
        exchange = exchangeWith(PersonTokens.none());
    }

    TokenExchange exchangeWith(PersonTokens tokens) {
        exchange = new TokenExchange(
                clients,
                verifier,
                tokens,
                issuer,
                () -> directory,
                ledger,
                new Pace(1_000_000, Duration.ofMillis(1), clock));
        return exchange;
    }

    static Person person(ActorId id, String team, boolean active) {
        return new Person(id, id.name(), Set.of(new TeamId(team)), Set.of(new Role("analyst")), active);
    }

    static Passport passport(ActorId agent, String forTeam) {
        return new Passport(
                agent,
                "test",
                new TeamId(forTeam),
                "here",
                Set.of(ActorId.team(forTeam)),
                List.of(),
                List.of(),
                new Passport.Spend(100, 0),
                List.of(),
                Set.of(),
                Set.of());
    }

    /// The person in person.
    String login(ActorId person) {
        return jwt(issuer.login(person, "local", Optional.empty(), Instant.MAX));
    }

    String ticket(ActorId person, ActorId agent) {
        return jwt(issuer.login(person, "local", Optional.of(agent), Instant.MAX));
    }

    /// The person's token for the first agent, delegated to the next, and so on.
    String chain(ActorId person, ActorId... agents) {
        String token = granted(exchange(agents[0], ticket(person, agents[0])));
        for (int i = 1; i < agents.length; i++) {
            String ticket = granted(exchange(agents[i - 1], token, "for_agent", agents[i].name()));
            token = granted(exchange(agents[i], ticket));
        }
        return token;
    }

    TokenExchange.Outcome exchange(ActorId client, String subject, String... more) {
        Map<String, String> form = form(client, subject);
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return exchange.exchange("", new Form(form));
    }

    Map<String, String> form(ActorId client, String subject) {
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", TokenExchange.GRANT);
        form.put("subject_token", subject);
        form.put("subject_token_type", TokenExchange.ACCESS_TOKEN);
        form.put("client_id", client.name());
        form.put("client_secret", secretOf(client));
        return form;
    }

    String secretOf(ActorId agent) {
        return secrets.computeIfAbsent(agent, _ -> enrolment.secret(agent, ANA).secret());
    }

    static String granted(TokenExchange.Outcome outcome) {
        return switch (outcome) {
            case TokenExchange.Outcome.Granted granted -> granted.token().jwt();
            case TokenExchange.Outcome.Refused refused ->
                throw new AssertionError("refused: %s %s".formatted(refused.why(), refused.detail()));
        };
    }

    static IdentityRefusal refused(TokenExchange.Outcome outcome) {
        return switch (outcome) {
            case TokenExchange.Outcome.Granted granted -> throw new AssertionError("granted " + granted.token());
            case TokenExchange.Outcome.Refused refused ->
                (IdentityRefusal) refused.why().orElseThrow();
        };
    }

    static String jwt(Minting minting) {
        return switch (minting) {
            case Minting.Minted minted -> minted.jwt();
            case Minting.Refused(var why) -> throw new AssertionError("refused: " + why);
        };
    }

    Identity.Known known(String token) {
        return switch (verifier.identify(token, Audience.GATEWAY)) {
            case Identity.Known known -> known;
            case Identity.Unknown unknown -> throw new AssertionError("refused: " + unknown);
        };
    }

    IdentityRefusal unknown(String token, Audience audience) {
        return switch (verifier.identify(token, audience)) {
            case Identity.Known known -> throw new AssertionError("accepted " + known);
            case Identity.Unknown unknown -> unknown.refusal();
        };
    }

    IdentityRefusal unknown(String token) {
        return unknown(token, Audience.GATEWAY);
    }

    VerifiedToken read(String token) {
        return switch (verifier.read(token)) {
            case TokenCheck.Good(var read) -> read;
            case TokenCheck.Bad bad -> throw new AssertionError("bad: " + bad);
        };
    }

    StopFact.Ordered stop(Scope scope) {
        return stop(scope, Layer.IDENTITY);
    }

    StopFact.Ordered stop(Scope scope, Layer layer) {
        StopFact.Ordered order =
                new StopFact.Ordered(new StopId("stop-" + ++stopCount), scope, Set.of(layer), ANA, "test");
        ledger.write(order);
        return order;
    }

    void resume(StopFact.Ordered order) {
        ledger.write(new StopFact.Resumed(order.stop(), ANA, BO));
    }

    TokenRevocation revocation() {
        return new TokenRevocation(verifier, ledger, ReplicaView.alone(), clock);
    }
}
