package io.levee.adapters.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.adapters.postgres.Database;
import io.levee.adapters.postgres.IdentityTables;
import io.levee.adapters.postgres.PostgresLedger;
import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.facts.Fact;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.NoteSigner;
import io.levee.testkit.TestPostgres;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three replicas that share nothing but a real PostgreSQL and the master key file.
final class ReplicasTest {
    private final List<Replica> replicas = new ArrayList<>();

    ReplicasTest(@TempDir Path folder) {
        String url = TestPostgres.freshDatabase();
        for (int i = 1; i <= 3; i++) {
            replicas.add(Replica.start("replica-" + i, url, folder));
        }
    }

    @AfterEach
    void close() {
        replicas.forEach(Replica::close);
    }

    @Test
    void aTokenIsGoodOnEveryReplicaAndRevokedWithTheNextCallOnEach() {
        String ticket = TestServer.jwt(replicas.get(0)
                .server()
                .issuer()
                .login(TestServer.ANA, "local", Optional.of(TestServer.WRITER), Instant.MAX));
        String secret = replicas.get(1)
                .server()
                .enrolment()
                .secret(TestServer.WRITER, TestServer.ANA)
                .secret();
        for (int round = 0; round < 5; round++) {
            String token = TestServer.granted(
                    replicas.get(round % 3).server().exchange().exchange("", form(ticket, secret)));
            for (Replica replica : replicas) {
                assertThat(replica.identify(token))
                        .isInstanceOfSatisfying(
                                Identity.Known.class,
                                known -> assertThat(known.chain())
                                        .isEqualTo(Chain.of(TestServer.ANA, TestServer.WRITER)));
            }

            assertThat(replicas.get((round + 1) % 3).server().revocation().revoke(TestServer.ANA, token, ""))
                    .isEqualTo(new TokenRevocation.Outcome.Revoked());

            for (Replica replica : replicas) {
                assertThat(replica.identify(token))
                        .isInstanceOfSatisfying(
                                Identity.Unknown.class,
                                unknown -> assertThat(unknown.refusal()).isEqualTo(IdentityRefusal.TOKEN_REVOKED));
            }
        }
    }

    @Test
    void allSignWithOneKeyAndARotationReachesAll() {
        assertThat(replicas.get(2).server().keys().jwks())
                .isEqualTo(replicas.get(0).server().keys().jwks());
        String announced = replicas.get(0).server().keys().rotate();
        replicas.forEach(replica -> replica.server().keys().tick());

        assertThat(replicas)
                .allSatisfy(replica ->
                        assertThat(replica.server().keys().jwks().toString()).contains(announced));
    }

    private static Form form(String ticket, String secret) {
        return new Form(Map.of(
                "grant_type",
                TokenExchange.GRANT,
                "subject_token",
                ticket,
                "subject_token_type",
                TokenExchange.ACCESS_TOKEN,
                "client_id",
                TestServer.WRITER.name(),
                "client_secret",
                secret));
    }

    private record Replica(Database database, PostgresLedger ledger, AuthorizationServer server) {
        static Replica start(String name, String url, Path folder) {
            InstantSource clock = InstantSource.system();
            SecureRandom random = new SecureRandom();
            Origin origin = new Origin("acme", name);
            Database database = Database.external(url);
            PostgresLedger ledger = PostgresLedger.open(
                    database, origin, NoteSigner.generate(origin.toString()), new JacksonFactCodec(), clock);
            Revocations revocations = new Revocations(clock);
            OpenStops stops = new OpenStops();
            ledger.follow(Set.of(Fact.Family.IDENTITY), revocations);
            ledger.follow(Set.of(Fact.Family.STOP), stops);
            IdentityTables tables = new IdentityTables(database);
            AuthorizationServer server = AuthorizationServer.open(new AuthorizationServer.Ground(
                    TestServer.ISSUER,
                    MasterKey.openOrCreate(folder.resolve("master.key"), random),
                    tables,
                    tables,
                    tables,
                    PersonTokens.none(),
                    Growth::new,
                    revocations,
                    stops,
                    new Runs(Growth::new, _ -> Set.of()),
                    ledger,
                    ledger,
                    ledger,
                    clock,
                    random));
            return new Replica(database, ledger, server);
        }

        Identity identify(String token) {
            return server.tokens().identify(token, Audience.GATEWAY);
        }

        void close() {
            ledger.close();
            database.close();
        }
    }

    private record Growth() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.of(TestServer.person(person, "growth", true));
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.of(TestServer.passport(agent, "growth"));
        }
    }
}
