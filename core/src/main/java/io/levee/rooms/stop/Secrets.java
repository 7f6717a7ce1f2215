package io.levee.rooms.stop;

/// What only Levee knows of systems outside. Asked each time, so that a secret may be rotated while Levee runs.
@FunctionalInterface
public interface Secrets {
    /// @param name as the organisation names it: `warehouse-stopper`
    /// @throws io.levee.fault.LeveeException `CONFIGURATION_INVALID` where there is none, or others can read it
    String secret(String name);
}
