package io.levee.adapters.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.Person;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// I2, by a seeded random walk: agents that exchange whatever token they can lay their hands on, in any combination,
/// while tokens are revoked, people lose their place and stops come and go. A plain model beside it knows who may hold
/// what; nothing that is granted or accepted may ever be wider.
final class NeverWiderTest {
    private static final List<ActorId> PEOPLE = List.of(TestServer.ANA, TestServer.BO);
    private static final List<ActorId> AGENTS = List.of(
            TestServer.WRITER,
            TestServer.CHART,
            TestServer.DEEP,
            TestServer.DEEPER,
            TestServer.FIFTH,
            TestServer.FIXER);
    private static final int STEPS = 1_500;

    private final TestServer server;
    private final List<String> tokens = new ArrayList<>();
    private final Map<TokenId, VerifiedToken> parents = new HashMap<>();
    private final Set<TokenId> revoked = new HashSet<>();
    private final List<StopFact.Ordered> open = new ArrayList<>();
    private int granted;
    private int accepted;

    NeverWiderTest(@TempDir Path folder) {
        server = new TestServer(folder);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_124})
    void noSequenceOfStepsWidensWhatAnybodyMayDo(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            String at = "seed %d, step %d".formatted(seed, step);
            switch (random.nextInt(20)) {
                case 0, 1 -> login(random);
                case 2 -> revoke(random);
                case 3 -> organisationChanges(random);
                case 4 -> stopOrResume(random);
                case 5 -> server.clock.advance(Duration.ofSeconds(random.nextInt(60)));
                case 6, 7, 8 -> accept(random, at);
                default -> exchange(random, at);
            }
        }
        // a walk that is refused everywhere proves nothing
        assertThat(granted).as("seed %d", seed).isGreaterThan(30);
        assertThat(accepted).as("seed %d", seed).isGreaterThan(10);
    }

    private void login(Random random) {
        Optional<ActorId> agent = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(any(AGENTS, random));
        if (server.issuer.login(any(PEOPLE, random), "local", agent, Instant.MAX) instanceof Minting.Minted minted) {
            tokens.add(minted.jwt());
        }
    }

    private void exchange(Random random, String at) {
        if (tokens.isEmpty()) {
            return;
        }
        String subject = recent(random);
        VerifiedToken parent = server.read(subject);
        ActorId client = random.nextInt(3) == 0
                ? any(AGENTS, random)
                : parent.mayAct()
                        .orElse(
                                parent.chain().caller().isAgent()
                                        ? parent.chain().caller()
                                        : any(AGENTS, random));
        List<String> more = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            more.addAll(List.of("for_agent", any(AGENTS, random).name()));
        }
        if (random.nextInt(6) == 0) {
            more.addAll(List.of("actor_token", recent(random), "actor_token_type", TokenExchange.ACCESS_TOKEN));
        }
        if (random.nextInt(4) == 0) {
            more.addAll(List.of("audience", "levee-api"));
        }
        if (server.exchange(client, subject, more.toArray(String[]::new))
                instanceof TokenExchange.Outcome.Granted(Minting.Minted minted, String type)) {
            assertThat(type).isNotEmpty();
            VerifiedToken child = minted.token();
            granted++;
            tokens.add(minted.jwt());
            parents.put(child.id(), parent);
            assertNarrower(parent, client, child, at);
        }
    }

    private static void assertNarrower(VerifiedToken parent, ActorId client, VerifiedToken child, String at) {
        assertThat(child.chain().person()).as(at).isEqualTo(parent.chain().person());
        assertThat(child.chain().principals())
                .as(at)
                .startsWith(parent.chain().principals().toArray(ActorId[]::new));
        assertThat(child.expiresAt()).as(at).isBeforeOrEqualTo(parent.expiresAt());
        assertThat(child.session()).as(at).isEqualTo(parent.session());
        Chain expected = parent.mayAct().isPresent() ? parent.chain().delegatedTo(client) : parent.chain();
        assertThat(child.chain()).as(at).isEqualTo(expected);
        // whoever asked is the caller of what they got, and was the caller or the named agent of what they had
        assertThat(child.chain().caller()).as(at).isEqualTo(client);
        assertThat(parent.mayAct().orElse(parent.chain().caller())).as(at).isEqualTo(client);
    }

    /// What a door accepts, the model must think good: nothing it comes from was revoked, everybody in it is in place.
    private void accept(Random random, String at) {
        if (tokens.isEmpty()) {
            return;
        }
        String token = recent(random);
        VerifiedToken read = server.read(token);
        boolean good = server.verifier.identify(token, Audience.GATEWAY) instanceof Identity.Known
                || server.verifier.identify(token, Audience.API) instanceof Identity.Known;
        assertThat(good).as(at).isEqualTo(read.audience() != Audience.EXCHANGE && stands(read));
        accepted += good ? 1 : 0;
    }

    private boolean stands(VerifiedToken token) {
        for (VerifiedToken one = token; one != null; one = parents.get(one.id())) {
            if (revoked.contains(one.id())) {
                return false;
            }
        }
        Person person = server.directory.person(token.chain().person()).orElseThrow();
        boolean inPlace = person.active()
                && token.chain().agents().stream()
                        .allMatch(agent ->
                                server.directory.passport(agent).orElseThrow().allowsActingFor(person));
        boolean ended = open.stream().anyMatch(order -> switch (order.scope()) {
            case Scope.Agent(var agent) -> token.chain().contains(agent);
            case Scope.Person(var stopped) -> token.chain().contains(stopped);
            case Scope.Session(var session) -> isFrom(token, session);
            case Scope.Everything _ -> !token.chain().agents().isEmpty();
            case Scope.Team _, Scope.Job _, Scope.Operation _, Scope.Model _, Scope.Label _ ->
                throw new AssertionError("none is ordered here");
        });
        return inPlace
                && !ended
                && server.clock.instant().isBefore(token.expiresAt().plus(Lifetimes.SKEW));
    }

    /// Whether it, or a token that it descends from, is of the session.
    private boolean isFrom(VerifiedToken token, SessionId session) {
        for (VerifiedToken one = token; one != null; one = parents.get(one.id())) {
            if (one.session().equals(session)) {
                return true;
            }
        }
        return false;
    }

    private void revoke(Random random) {
        if (!tokens.isEmpty() && random.nextInt(4) == 0) {
            String token = recent(random);
            VerifiedToken read = server.read(token);
            if (server.revocation().revoke(read.chain().person(), token, "walk")
                    instanceof TokenRevocation.Outcome.Revoked) {
                revoked.add(read.id());
            }
        }
    }

    private void organisationChanges(Random random) {
        ActorId person = any(PEOPLE, random);
        server.people.put(person, TestServer.person(person, "growth", random.nextInt(4) != 0));
        ActorId agent = any(AGENTS, random);
        server.passports.put(agent, TestServer.passport(agent, random.nextInt(4) == 0 ? "spark" : "growth"));
    }

    private void stopOrResume(Random random) {
        if (!open.isEmpty() && random.nextInt(3) != 0) {
            server.resume(open.removeLast());
            return;
        }
        open.add(server.stop(
                switch (random.nextInt(tokens.isEmpty() ? 3 : 4)) {
                    case 0 -> new Scope.Agent(any(AGENTS, random));
                    case 1 -> new Scope.Person(any(PEOPLE, random));
                    case 2 -> new Scope.Everything();
                    default -> new Scope.Session(server.read(recent(random)).session());
                }));
    }

    private String recent(Random random) {
        int window = Math.min(tokens.size(), 25);
        return tokens.get(tokens.size() - 1 - random.nextInt(window));
    }

    private static ActorId any(List<ActorId> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
