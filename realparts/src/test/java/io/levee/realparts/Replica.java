package io.levee.realparts;

import io.levee.adapters.processes.ProcessWorkloads;
import io.levee.app.replica.Configuration;
import io.levee.app.replica.Levee;
import io.levee.cli.AgentTokens;
import io.levee.cli.Api;
import io.levee.cli.Remote;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A whole Levee with its own PostgreSQL, in force what `examples/acme` or a test says.
final class Replica implements AutoCloseable {
    private static final Path ACME =
            Path.of(System.getProperty("levee.root", "..")).resolve("examples").resolve("acme");

    private final Levee levee;
    private final Remote remote;

    private Replica(Levee levee, Remote remote) {
        this.levee = levee;
        this.remote = remote;
    }

    /// @param folder of its own, which is not there yet
    static Replica start(Path folder, String api, URI upstream) {
        return start(folder, ACME, Map.of(api, upstream));
    }

    /// @param organisation that is in force instead
    static Replica start(Path folder, Path organisation, Map<String, URI> upstreams) {
        return new Replica(
                Levee.start(new Configuration(
                        folder,
                        organisation,
                        Optional.empty(),
                        "real",
                        InetAddress.getLoopbackAddress(),
                        Configuration.Ports.FREE,
                        upstreams,
                        Map.of())),
                new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty()));
    }

    /// The API as a person in person.
    Api as(String person) {
        return remote.apiAs(Optional.of(person));
    }

    boolean canLaunch() {
        return levee.programs().isPresent();
    }

    /// What launches programs here.
    ProcessWorkloads programs() {
        return levee.programs().orElseThrow();
    }

    Agent agent(String agent, String person) {
        AgentTokens tokens = new AgentTokens(remote);
        String token = tokens.exchange(agent, tokens.ticket(agent, person), "levee-gateway")
                .path("access_token")
                .asString();
        return new Agent(levee.addresses().gateway(), token);
    }

    /// The latest facts of one family.
    JsonNode facts(String family) {
        return as("eve").get("/v1/ledger/tail?limit=1000&family=" + family).path("entries");
    }

    @Override
    public void close() {
        levee.close();
    }
}
