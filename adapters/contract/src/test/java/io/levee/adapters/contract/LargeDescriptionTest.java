package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Api;
import io.levee.facts.CallFact.Ending;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ten thousand operations, read by the reader of organisations and asked like any other.
class LargeDescriptionTest {
    private static final int OPERATIONS = 10_000;
    private static final String THING =
            "{\"name\":\"a\",\"price\":1.5,\"state\":\"new\",\"tags\":[\"x\"],\"parts\":[{\"name\":\"b\"}]}";

    @ParameterizedTest
    @ValueSource(strings = {"json", "yaml"})
    void eachOfTenThousandOperationsIsHeldToItsSchema(String form) {
        LargeDescription large = new LargeDescription(OPERATIONS);
        Api api = Described.read(form.equals("json") ? large.json() : large.yaml());
        assertThat(api.operations()).hasSize(OPERATIONS);
        OpenApiContracts contracts = new OpenApiContracts();
        for (Api.Operation operation : api.operations()) {
            Contract contract = contracts.of(new Route.Found(api, operation, List.of()));
            assertThat(asked(contract, operation, THING)).isEmpty();
            if (operation.method().equals("PUT")) {
                assertThat(asked(contract, operation, "{\"id\":1}")).contains("/body/id readOnly");
            }
        }
    }

    @Test
    void aCallToOneOfThemGoesThroughTheDoor() throws Exception {
        try (ContractDoor door = new ContractDoor(new LargeDescription(OPERATIONS).json())) {
            String last = String.format(Locale.ROOT, "/things%05d", OPERATIONS / 4 - 1);
            door.upstream.answers(201, "application/json", "{\"id\":1}");
            assertThat(door.post("/warehouse" + last, THING).statusCode()).isEqualTo(201);
            assertThat(door.upstream.seen).containsExactly("POST " + last + " " + THING);
            assertThat(door.finished().ending()).isEqualTo(Ending.COMPLETED);
            assertThat(ContractDoor.code(door.post("/warehouse" + last, "{\"colour\":1}")))
                    .isEqualTo("request-breaks-contract");
        }
    }

    private static List<String> asked(Contract contract, Api.Operation operation, String body) {
        boolean hasBody = operation.method().startsWith("P");
        Contract.Asked asked = contract.asked(
                operation.path().replace("{id}", "7"),
                name -> name.equals("content-type") ? List.of("application/json") : List.of(),
                hasBody);
        assertThat(asked.breaches()).isEmpty();
        return asked.body() instanceof Contract.Body.Checked checked
                ? Described.shown(checked.check().check(body.getBytes(StandardCharsets.UTF_8)))
                : List.of();
    }
}
