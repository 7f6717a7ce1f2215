package io.levee.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.facts.DecisionId;
import io.levee.facts.LabelFact;
import io.levee.identity.SessionId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionLabelsTest {
    private static final Instant START = Instant.parse("2030-11-02T09:00:00Z");
    private static final AssetId SOURCE = AssetId.operation("people", "listPayslips");
    private static final SessionId SESSION = new SessionId("s1");

    private Instant now = START;
    private final SessionLabels labels = new SessionLabels(() -> now);
    private long position;

    @Test
    void labelsOnlyRiseAndKeepTheirFirstSource() {
        learn(SESSION, START, "d1", "payroll");
        learn(SESSION, START, "d2", "payroll", "personal");
        assertThat(labels.of(SESSION)).containsOnlyKeys("payroll", "personal");
        assertThat(labels.of(SESSION).values())
                .extracting(LabelFact.Raised::decision)
                .containsExactly(new DecisionId("d1"), new DecisionId("d2"));
        assertThat(labels.of(new SessionId("s2"))).isEmpty();
    }

    @Test
    void whatTheSessionCarriesIsNotThereforeKnownToAll() {
        learn(SESSION, START, "d1", "payroll");
        learn(SESSION, START, "d2", "personal");
        assertThat(labels.toldToAll(SESSION, SOURCE)).isEmpty();
        labels.toldAll(SESSION, new DecisionId("d1"));
        assertThat(labels.toldToAll(SESSION, SOURCE)).containsExactly("payroll");
        labels.toldAll(SESSION, new DecisionId("d2"));
        assertThat(labels.toldToAll(SESSION, SOURCE)).containsExactlyInAnyOrder("payroll", "personal");
        assertThat(labels.toldToAll(SESSION, AssetId.parse("table:pay"))).isEmpty();
    }

    /// Another replica whose clock runs ahead writes entries of a later time.
    @Test
    void theClockOfAnotherReplicaMakesNobodyForget() {
        learn(SESSION, START, "d1", "payroll");
        now = START.plus(Duration.ofMinutes(5));
        learn(new SessionId("s2"), START.plus(Duration.ofDays(400)), "d2", "payroll");
        assertThat(labels.of(SESSION)).containsOnlyKeys("payroll");
    }

    @Test
    void aSessionThatIsLongOverIsForgotten() {
        learn(SESSION, START, "d1", "payroll");
        labels.toldAll(SESSION, new DecisionId("d1"));
        now = START.plus(SessionLabels.KEPT).minusSeconds(1);
        learn(new SessionId("s2"), now, "d2", "payroll");
        assertThat(labels.of(SESSION)).isNotEmpty();
        now = START.plus(SessionLabels.KEPT).plus(Duration.ofMinutes(2));
        learn(new SessionId("s3"), now, "d3", "payroll");
        assertThat(labels.of(SESSION)).isEmpty();
        assertThat(labels.toldToAll(SESSION, SOURCE)).isEmpty();
    }

    private void learn(SessionId session, Instant time, String decision, String... raised) {
        LabelFact fact = new LabelFact.Raised(session, Set.of(raised), SOURCE, new DecisionId(decision));
        labels.learned(new Entry(new Origin("acme", "replica-1"), position++, time, fact));
    }
}
