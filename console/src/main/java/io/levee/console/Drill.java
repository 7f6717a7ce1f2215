package io.levee.console;

import java.util.List;

/// The last drill of one replica, as the API tells it.
public record Drill(
        String replica, String at, boolean holds, long seed, List<Measured> stoppers, List<String> undrilled) {
    public record Measured(
            String layer,
            String stopper,
            boolean verified,
            long verifiedMicros,
            long effects,
            long lastMicros,
            long late) {
        public boolean isBad() {
            return !verified || effects == 0 || late > 0;
        }

        /// Of the agent there, after the order was sent.
        public String last() {
            return lastMicros < 0 ? "before the order" : Form.duration(lastMicros);
        }
    }
}
