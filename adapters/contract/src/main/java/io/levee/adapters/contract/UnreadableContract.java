package io.levee.adapters.contract;

import io.levee.catalog.Description;
import io.levee.catalog.Description.Enforcement;
import io.levee.facts.ContractFact.Breach;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.ContractRules;
import java.util.List;

/// Of an operation whose description cannot be read: absent never means yes (I7), so nothing fits it.
record UnreadableContract(Description description) implements Contract {
    private static final Body NONE = new Body.None();

    @Override
    public Enforcement requests() {
        return description.requests();
    }

    @Override
    public Enforcement responses() {
        return description.responses();
    }

    @Override
    public Asked asked(String target, Headers headers, boolean mayHaveBody) {
        return new Asked(List.of(new Breach("", ContractRules.UNREADABLE)), NONE);
    }

    @Override
    public Answered answered(String method, int status, Headers headers) {
        return new Answered(List.of(new Breach("", ContractRules.UNREADABLE)), NONE);
    }
}
