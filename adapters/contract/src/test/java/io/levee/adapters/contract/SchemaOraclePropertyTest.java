package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import io.levee.catalog.Description;
import io.levee.catalog.Description.Enforcement;
import io.levee.facts.ContractFact.Breach;
import io.levee.identity.TeamId;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.Route;
import io.levee.testkit.Simulation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Random bodies against random schemas: Levee says of each what another library says of the schema, closed.
class SchemaOraclePropertyTest {
    private static final int HISTORIES = Integer.getInteger("levee.histories", 520);
    private static final int BODIES = 20;
    private static final Contract.Headers JSON =
            name -> name.equals("content-type") ? List.of("application/json") : List.of();

    private int cases;
    private int valid;
    /// Alternatives inside alternatives, as chance makes them and people do not.
    private int undecided;

    @Test
    void everyVerdictIsThatOfAnotherLibrary() {
        Simulation.play(HISTORIES, simulation -> {
            ObjectNode description = RandomSchemas.description(simulation.random());
            JsonNode schema = description.at("/paths/~1rows/post/requestBody/content/application~1json/schema");
            Contract contract = contract(description);
            for (boolean request : new boolean[] {true, false}) {
                String notSent = request ? "readOnly" : "writeOnly";
                ClosedOracle oracle = new ClosedOracle(description, schema, notSent);
                RandomBodies bodies = new RandomBodies(simulation.random(), description, notSent);
                for (int i = 0; i < BODIES; i++) {
                    JsonNode body = bodies.body(schema);
                    List<Breach> breaches = breaches(contract, request, body);
                    cases++;
                    if (breaches.equals(List.of(new Breach("/body", "work")))) {
                        undecided++;
                        continue;
                    }
                    boolean accepted = oracle.accepts(body);
                    assertThat(breaches.isEmpty())
                            .as("%s, %s, %s, %s", description, notSent, body, breaches)
                            .isEqualTo(accepted);
                    assertThat(breaches)
                            .as("%s, %s", description, body)
                            .extracting(Breach::keyword)
                            .doesNotContain("unreadable-contract");
                    valid += accepted ? 1 : 0;
                }
            }
        });
        if (Long.getLong("levee.seed") == null) {
            assertThat(valid).as("valid ones of %d", cases).isBetween(cases / 5, cases * 4 / 5);
            assertThat(undecided).as("undecided ones of %d", cases).isLessThan(cases / 50);
        }
    }

    private static Contract contract(ObjectNode description) {
        Api.Operation operation =
                new Api.Operation(AssetId.operation("warehouse", "add"), "POST", "/rows", true, List.of());
        Api api = new Api(
                "warehouse",
                new TeamId("warehouse"),
                Api.Protocol.HTTP,
                URI.create("http://127.0.0.1:1"),
                List.of(operation),
                Optional.of(new Description(description.toString(), Enforcement.REFUSE, Enforcement.REFUSE)));
        return new OpenApiContracts().of(new Route.Found(api, operation, List.of()));
    }

    private static List<Breach> breaches(Contract contract, boolean request, JsonNode value) {
        Contract.Body body = request
                ? contract.asked("/rows", JSON, true).body()
                : contract.answered("POST", 200, JSON).body();
        return ((Contract.Body.Checked) body).check().check(value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
