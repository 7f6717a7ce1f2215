package io.levee.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest extends LedgerContract {
    private final MemoryLedger ledger = new MemoryLedger(clock);

    @Override
    protected Opened open() {
        return new Opened(ledger, ledger);
    }

    @Test
    void heldFactsAreNeitherVisibleNorAcknowledged() {
        ledger.hold();
        var pending = ledger.append(SampleFacts.decided("d1"));
        assertThat(pending).isNotDone();
        assertThat(ledger.entries()).isEmpty();
        ledger.release();
        assertThat(pending).isCompleted();
    }

    @Test
    void aBrokenLedgerRefusesUntilItRecovers() {
        ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "no disk"));
        assertThatThrownBy(() -> ledger.write(SampleFacts.decided("d1"))).hasMessage("no disk");
        ledger.recover();
        assertThat(ledger.write(SampleFacts.decided("d1")).position()).isZero();
    }
}
