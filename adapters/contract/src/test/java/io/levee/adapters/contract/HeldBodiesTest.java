package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.consent.approval.Approval;
import io.levee.facts.ContractFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that a person has to approve are held to the description before anybody is asked.
class HeldBodiesTest {
    private static final Chain OMAR = Chain.of(ActorId.person("omar"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /warehouse/rows         | application/json | {'name':'a','admin':true} | request-breaks-contract
            /warehouse/rows?debug=1 | application/json | {'name':'a'}              | request-breaks-contract
            /warehouse/rows         | application/json | {'name':'a','name':'b'}   | body-malformed
            /warehouse/rows         | text/plain       | a                         | content-type-not-declared
            """)
    void nobodyIsAskedToApproveWhatWouldBeRefusedAfterwards(String target, String type, String body, String code)
            throws Exception {
        try (ContractDoor door = new ContractDoor(Described.head("3.1.0") + ThroughTheDoorTest.PATHS)) {
            HttpResponse<String> refused = door.send("cy", "POST", target, type, body.replace('\'', '"'));
            assertThat(refused.statusCode()).isEqualTo(code.equals("content-type-not-declared") ? 415 : 400);
            assertThat(ContractDoor.code(refused)).isEqualTo(code);
            assertThat(door.people.list(OMAR)).isEmpty();
            assertThat(door.upstream.seen).isEmpty();
            assertThat(door.broken()).singleElement().satisfies(broken -> {
                assertThat(broken.refused()).isTrue();
                assertThat(refused.body()).contains(broken.decision().value());
            });
        }
    }

    @Test
    void whatFitsWaitsAndGoesOnAsItWasShown() throws Exception {
        try (ContractDoor door = new ContractDoor(Described.head("3.1.0") + ThroughTheDoorTest.PATHS)) {
            door.upstream.answers(201, "", "");
            String odd = "{ \"name\" :\t\"a\\u0062c\"  }";
            assertThat(ContractDoor.code(held(door, odd))).isEqualTo("approval-required");
            approve(door);
            assertThat(held(door, odd).statusCode()).isEqualTo(201);
            assertThat(door.upstream.seen).containsExactly("POST /rows " + odd);
            assertThat(door.broken()).isEmpty();
        }
    }

    @Test
    void whatIsOnlyReportedIsReportedOnceItRuns() throws Exception {
        String reports = "x-levee-contract: { requests: report }\n";
        try (ContractDoor door = new ContractDoor(Described.head("3.1.0") + reports + ThroughTheDoorTest.PATHS)) {
            door.upstream.answers(201, "", "");
            String extra = "{\"name\":\"a\",\"admin\":true}";
            assertThat(ContractDoor.code(held(door, extra))).isEqualTo("approval-required");
            assertThat(door.broken()).isEmpty();
            approve(door);
            assertThat(held(door, extra).statusCode()).isEqualTo(201);
            assertThat(door.broken()).extracting(ContractFact.Broken::refused).containsExactly(false);
        }
    }

    private static HttpResponse<String> held(ContractDoor door, String json) throws Exception {
        return door.send("cy", "POST", "/warehouse/rows", "application/json", json);
    }

    private static void approve(ContractDoor door) {
        List<Approval> open = door.people.list(OMAR);
        assertThat(open).hasSize(1);
        door.people.give(OMAR, open.getFirst().id(), open.getFirst().digest(), "agreed");
    }
}
