package io.levee.adapters.postgres.roles;

import io.levee.consent.OpenStops;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.organisation.Foothold;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;

/// A PostgreSQL on which passwords count, with a stopper's user that is no superuser. It can be restarted.
final class Warehouse implements AutoCloseable {
    static final String STOPPER = "levee_stopper";
    static final String CANARY = "levee_canary";
    static final String PASSWORD = "the right password";

    private static final String ARCHIVE = "postgres-linux-x86_64.txz";
    private static final Receipt AT = new Receipt(new Origin("acme", "here"), 1, Instant.EPOCH);

    private final Path folder;
    private final Optional<Path> programs;
    private EmbeddedPostgres server;

    private Warehouse(Path folder, Optional<Path> programs) {
        this.folder = folder;
        this.programs = programs;
        this.server = started(0);
    }

    /// @param programs the jar of an older server
    static Warehouse start(Path folder, Optional<Path> programs) throws Exception {
        Warehouse warehouse = new Warehouse(folder, programs);
        Files.writeString(
                folder.resolve("pg_hba.conf"),
                "local all postgres trust\nhost all postgres all trust\nhost all all all scram-sha-256\n");
        warehouse.run("SELECT pg_reload_conf()");
        warehouse.run("CREATE ROLE levee_stopper LOGIN CREATEROLE PASSWORD '%s'".formatted(PASSWORD));
        warehouse.run("GRANT pg_signal_backend TO levee_stopper");
        warehouse.run("CREATE TABLE written (number bigint); GRANT ALL ON written TO PUBLIC");
        return warehouse;
    }

    /// As it was at first: nobody is there but the stopper and the canary.
    void clear() throws SQLException {
        run("ALTER ROLE levee_stopper NOSUPERUSER");
        for (String gid : strings("SELECT gid FROM pg_prepared_xacts")) {
            run("ROLLBACK PREPARED '%s'".formatted(gid));
        }
        for (String role : strings("SELECT rolname FROM pg_roles"
                + " WHERE rolname !~ '^pg_' AND rolname NOT IN ('postgres', 'levee_stopper')")) {
            run("DROP ROLE " + quoted(role));
        }
        run("TRUNCATE written");
        run("CREATE ROLE levee_canary NOLOGIN");
        entrust(CANARY);
    }

    /// A role with a password, which the stopper's user may alter.
    String agent(String name) throws SQLException {
        run("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(quoted(name), PASSWORD));
        entrust(name);
        return name;
    }

    void entrust(String name) throws SQLException {
        String how = number("SELECT current_setting('server_version_num')::int") < 160_000
                ? "WITH ADMIN OPTION"
                : "WITH ADMIN TRUE, INHERIT FALSE, SET FALSE";
        run("GRANT %s TO levee_stopper %s".formatted(quoted(name), how));
    }

    Connection login(String role) throws SQLException {
        return login(role, PASSWORD);
    }

    Connection login(String role, String password) throws SQLException {
        return DriverManager.getConnection(url(), role, password);
    }

    Connection superuser() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
    }

    void run(String command) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    long number(String query) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<String> strings(String query) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }

    Stopping stopping(String... roles) {
        return at(url(), PASSWORD, roles);
    }

    Stopping at(String url, String password, String... roles) {
        return new Stopping(url, STOPPER, password, Arrays.asList(roles));
    }

    void restart() throws IOException {
        int port = server.getPort();
        server.close();
        server = started(port);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private EmbeddedPostgres started(int port) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("shared_buffers", "32MB")
                .setServerConfig("max_connections", "60")
                .setServerConfig("max_prepared_transactions", "5")
                .setServerConfig("password_encryption", "scram-sha-256");
        if (port > 0) {
            var _ = builder.setPort(port);
        }
        programs.ifPresent(jar -> builder.setPgBinaryResolver((_, _) -> archive(jar)));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream archive(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream archive = file.getInputStream(file.getJarEntry(ARCHIVE))) {
            return new ByteArrayInputStream(archive.readAllBytes());
        }
    }

    /// The stopper as a replica would have it: the n-th role is the foothold of the agent `a<n>`.
    static final class Stopping {
        private final OpenStops open = new OpenStops();
        private final Stopper stopper;

        Stopping(String url, String user, String password, List<String> roles) {
            List<Foothold> footholds = new ArrayList<>();
            for (String role : roles) {
                footholds.add(new Foothold(ActorId.agent("a" + footholds.size()), Optional.empty(), role));
            }
            StopperSource source = new StopperSource(
                    "warehouse",
                    "postgres",
                    Map.of("url", url, "user", user, "secret", "warehouse-stopper"),
                    Optional.of(CANARY),
                    footholds,
                    1);
            this.stopper = new RoleStoppers()
                    .stopper(source, new Footholds(footholds, source.canary(), open, Nobody::new), _ -> password);
        }

        Stopper.Done stop() {
            return stopper.stop(everything("one"), AT);
        }

        Stopper.Proof verify() {
            return stopper.verify(everything("one"), AT);
        }

        void resume() {
            stopper.resume(everything("one"));
        }

        Stopper.Proof rehearse() {
            return stopper.rehearse().orElseThrow();
        }

        /// Another order that is in force, for one agent.
        void alsoOrdered(String agent) {
            StopFact.Ordered other = order("two", new Scope.Agent(ActorId.agent(agent)));
            open.learned(new Entry(new Origin("acme", "here"), 2, Instant.EPOCH, other));
        }

        private static StopFact.Ordered everything(String id) {
            return order(id, new Scope.Everything());
        }

        private static StopFact.Ordered order(String id, Scope scope) {
            return new StopFact.Ordered(
                    new StopId(id), scope, Set.of(Layer.IDENTITY), ActorId.person("cy"), "it drops tables");
        }
    }

    /// No passport matters here: orders name agents or everything.
    private record Nobody() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.empty();
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }
    }
}
