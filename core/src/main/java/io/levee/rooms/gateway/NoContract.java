package io.levee.rooms.gateway;

import io.levee.catalog.Description.Enforcement;
import java.util.List;

record NoContract() implements Contract {
    private static final Body NONE = new Body.None();

    @Override
    public Enforcement requests() {
        return Enforcement.OFF;
    }

    @Override
    public Enforcement responses() {
        return Enforcement.OFF;
    }

    @Override
    public Asked asked(String target, Headers headers, boolean mayHaveBody) {
        return new Asked(List.of(), NONE);
    }

    @Override
    public Answered answered(String method, int status, Headers headers) {
        return new Answered(List.of(), NONE);
    }
}
