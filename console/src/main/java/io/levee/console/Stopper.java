package io.levee.console;

import org.jspecify.annotations.Nullable;

/// Whether one stopper could stop, as the API tells it.
public record Stopper(
        String layer,
        String stopper,
        String state,
        String at,
        long micros,
        @Nullable String evidence) {
    public boolean isDisarmed() {
        return state.equals("disarmed");
    }

    public String found() {
        return evidence == null ? "" : evidence;
    }
}
