package io.levee.testkit;

import io.levee.consent.approval.ApprovalStore;
import java.time.Duration;

class MemoryApprovalsTest extends ApprovalStoreContract {
    private final FakeClock clock = FakeClock.start();
    private final MemoryApprovals store = new MemoryApprovals(clock);

    @Override
    protected ApprovalStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
