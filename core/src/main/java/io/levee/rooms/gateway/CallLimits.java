package io.levee.rooms.gateway;

/// How many calls may be open at once.
public record CallLimits(int openMax, int openPerCallerMax) {
    public static final CallLimits DEFAULT = new CallLimits(4_096, 512);

    public CallLimits {
        if (openMax < 1 || openPerCallerMax < 1) {
            throw new IllegalArgumentException("at least one call must be possible at once");
        }
    }
}
