package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Policy;
import io.levee.facts.LabelFact;
import io.levee.fault.Refusal;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /tables/{table}` and the tool `board/post` name an asset by a parameter; `table:pay` holds `payroll`,
/// `channel:board` is cleared for it and `channel:all` is not.
class NamedByAParameterTest {
    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final Rooms rooms = new Rooms(ledger, () -> {});

    @BeforeEach
    void follow() {
        rooms.follow(ledger);
    }

    @Test
    void consentIsSoughtForTheOperationAndForWhatItNames() {
        rooms.withheld = AssetId.parse("table:pay");
        assertThat(rooms.get("/warehouse/tables/orders")).isInstanceOf(CallDecision.Allow.class);
        var refused = (CallDecision.Deny) rooms.get("/warehouse/tables/pay");
        assertThat(refused.refusal()).isEqualTo(ConsentRefusal.NOT_PERMITTED);
        assertThat(refused.fact().detail()).isEqualTo("person:ana table:pay");
        assertThat(refused.fact().direct())
                .containsExactly(AssetId.operation("warehouse", "readTable"), AssetId.parse("table:pay"));
        rooms.withheld = AssetId.operation("warehouse", "readTable");
        assertThat(refusal(rooms.get("/warehouse/tables/orders"))).isEqualTo(ConsentRefusal.NOT_PERMITTED);
    }

    @Test
    void whatNobodyDescribesIsRefused() {
        var refused = (CallDecision.Deny) rooms.get("/warehouse/tables/secret");
        assertThat(refused.refusal()).isEqualTo(GatewayRefusal.ASSET_NOT_DESCRIBED);
        assertThat(refused.fact().detail()).isEqualTo("table:secret");
    }

    @Test
    void whoMayNotCallTheOperationDoesNotLearnWhatIsDescribed() {
        rooms.answer = new Policy.Answer.NotPermitted();
        assertThat(refusal(rooms.get("/warehouse/tables/secret"))).isEqualTo(ConsentRefusal.NOT_PERMITTED);
    }

    @Test
    void theLabelOfATableIsTheSessionsFromThenOn() {
        rooms.get("/warehouse/tables/pay");
        assertThat(ledger.facts(LabelFact.Raised.class))
                .singleElement()
                .satisfies(raised -> assertThat(raised.source()).isEqualTo(AssetId.parse("table:pay")));
        var refused = (CallDecision.Deny) tool("all");
        assertThat(refused.refusal()).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
        assertThat(refused.fact().detail()).isEqualTo("payroll from table:pay");
    }

    /// The tool is cleared, so it depends on the channel that its argument names.
    @Test
    void aSinkIsClearedByWhatTheArgumentsName() {
        rooms.get("/warehouse/tables/pay");
        assertThat(tool("board")).isInstanceOf(CallDecision.Allow.class);
        assertThat(refusal(tool("all"))).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
        assertThat(refusal(tool("nowhere"))).isEqualTo(GatewayRefusal.ASSET_NOT_DESCRIBED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/warehouse/find",
                "/warehouse/find?table=",
                "/warehouse/find?table",
                "/warehouse/find?table=orders&table=pay",
                "/warehouse/find?table=orders&Table=pay",
                "/warehouse/find?table=orders&table[]=pay",
                "/warehouse/find?table=orders&table.x=pay",
                "/warehouse/find?table=orders&t%61ble=pay",
                "/warehouse/find?a=b;table=orders",
                "/warehouse/find?table=orders;table=pay",
                "/warehouse/find?table=%ff",
                "/warehouse/find?Table=orders",
            })
    void aParameterThatCanBeReadTwoWaysNamesNothing(String target) {
        var refused = (CallDecision.Deny) rooms.get(target);
        assertThat(refused.refusal()).isEqualTo(GatewayRefusal.ASSET_NOT_DESCRIBED);
        assertThat(refused.fact().detail()).isEqualTo("table:{table}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"table=orders", "table=%6frders", "%74able=orders", "a=1&table=orders&b=%25", "table=orders&"})
    void aParameterThatCanBeReadOneWayNamesItsAsset(String query) {
        var allowed = rooms.get("/warehouse/find?" + query);
        assertThat(allowed).isInstanceOf(CallDecision.Allow.class);
    }

    @Test
    void aToolIsCalledThroughItsOwnDoorOnly() {
        assertThat(refusal(rooms.calls
                        .decide(CallRequest.of("CALL", "/board/post", "ana"))
                        .join()))
                .isEqualTo(GatewayRefusal.OTHER_PROTOCOL);
        assertThat(refusal(rooms.calls
                        .decide(CallRequest.tool("warehouse", "rows", Map.of(), "ana"))
                        .join()))
                .isEqualTo(GatewayRefusal.OTHER_PROTOCOL);
        for (String name : List.of("", "a/b", "..", "a b", "\u202e")) {
            assertThat(refusal(rooms.calls
                            .decide(CallRequest.tool("board", name, Map.of(), "ana"))
                            .join()))
                    .isEqualTo(GatewayRefusal.TOOL_NAME);
        }
    }

    private CallDecision tool(String channel) {
        return rooms.calls
                .decide(CallRequest.tool("board", "post", Map.of("channel", channel), "ana"))
                .join();
    }

    private static Refusal refusal(CallDecision decision) {
        return ((CallDecision.Deny) decision).refusal();
    }
}
