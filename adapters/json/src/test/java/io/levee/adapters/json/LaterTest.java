package io.levee.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.catalog.AssetId;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Facts that grew: lines of before stay what they were, byte for byte, and say what they said.
class LaterTest {
    private static final StopId STOP = new StopId("stop-1");
    private static final ActorId ANA = ActorId.person("ana");
    private static final ActorId BEN = ActorId.person("ben");

    private final JacksonFactCodec codec = new JacksonFactCodec();

    @Test
    void whatSaysNothingNewIsWrittenAsBefore() {
        StopFact.Ordered plain = new StopFact.Ordered(STOP, new Scope.Everything(), Set.of(Layer.GATEWAY), BEN, "why");
        assertThat(line(plain))
                .contains("\"data\":{\"by\":\"person:ben\",\"layers\":[\"gateway\"],\"reason\":\"why\","
                        + "\"scope\":\"everything\",\"stop\":\"stop-1\"}");
    }

    @Test
    void whatIsNewIsReadAgain() {
        for (Fact fact : List.of(
                new StopFact.Ordered(
                        STOP,
                        new Scope.Operation(AssetId.operation("payments", "refund")),
                        Set.of(Layer.GATEWAY),
                        BEN,
                        "why",
                        true,
                        Optional.of(Instant.parse("2026-11-29T10:00:00Z")),
                        Set.of(ANA, BEN)),
                new StopFact.ResumeProposed(STOP, BEN, "why", Set.of(Layer.GATEWAY)),
                new StopFact.Resumed(STOP, BEN, ANA, Set.of(Layer.GATEWAY, Layer.IDENTITY)))) {
            String line = line(fact);
            assertThat(codec.decode(line.getBytes(StandardCharsets.UTF_8)).fact())
                    .as(line)
                    .isEqualTo(fact);
        }
    }

    @Test
    void nothingIsWrittenInTwoWays() {
        String plain = line(new StopFact.Ordered(STOP, new Scope.Everything(), Set.of(), BEN, "why"));
        String twice = plain.replace("\"layers\"", "\"freeze\":false,\"layers\"");
        assertThat(twice).isNotEqualTo(plain);
        assertThatThrownBy(() -> codec.decode(twice.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("line");
    }

    private String line(Fact fact) {
        Entry entry = new Entry(new Origin("acme", "r1"), 0, Instant.parse("2026-11-29T09:00:00Z"), fact);
        return new String(codec.encode(entry), StandardCharsets.UTF_8);
    }
}
