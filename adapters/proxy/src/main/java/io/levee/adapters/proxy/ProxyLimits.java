package io.levee.adapters.proxy;

import java.time.Duration;

/// How much, and how long. Each limit has a typed refusal ([io.levee.rooms.gateway.GatewayRefusal]).
///
/// @param headerBytesMax    of one request, its first line included: `headers-too-large`
/// @param headerCountMax    header lines of one request: `headers-too-large`
/// @param bodyBytesMax      of one request: `body-too-large`
/// @param connectionsMax    open client connections; more wait in the backlog
/// @param headerTimeMax     from the first byte of a request to the end of its headers, however it trickles
/// @param idleMax           without a byte while one is expected from, or cannot be delivered to, the client
/// @param bodyTimeMax       from the first to the last byte of a request body: `request-too-slow`
/// @param connectMax        to the upstream: `upstream-unavailable`
/// @param answerMax         from the end of the request to the upstream's headers: `upstream-timeout`
/// @param upstreamIdleMax   without a byte in the middle of an answer
/// @param upstreamConnectionsMax to one upstream; as many requests may wait for one
public record ProxyLimits(
        int headerBytesMax,
        int headerCountMax,
        long bodyBytesMax,
        int connectionsMax,
        Duration headerTimeMax,
        Duration idleMax,
        Duration bodyTimeMax,
        Duration connectMax,
        Duration answerMax,
        Duration upstreamIdleMax,
        int upstreamConnectionsMax) {
    public static final ProxyLimits DEFAULT = new ProxyLimits(
            16 * 1024,
            100,
            1L << 30,
            10_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            2_048);

    public ProxyLimits {
        if (headerBytesMax < 1_024 || headerCountMax < 8 || bodyBytesMax < 0 || connectionsMax < 1) {
            throw new IllegalArgumentException(
                    "a gateway needs at least 1024 bytes and 8 lines of headers, and one connection");
        }
        if (upstreamConnectionsMax < 1) {
            throw new IllegalArgumentException("a gateway needs at least one connection to an upstream");
        }
        for (Duration limit :
                new Duration[] {headerTimeMax, idleMax, bodyTimeMax, connectMax, answerMax, upstreamIdleMax}) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("a limit of time is longer than nothing: `%s`".formatted(limit));
            }
        }
    }

    public ProxyLimits withBodyBytesMax(long bytes) {
        return new ProxyLimits(
                headerBytesMax,
                headerCountMax,
                bytes,
                connectionsMax,
                headerTimeMax,
                idleMax,
                bodyTimeMax,
                connectMax,
                answerMax,
                upstreamIdleMax,
                upstreamConnectionsMax);
    }

    /// All limits of what a client may take.
    public ProxyLimits withClientTimes(Duration headers, Duration idle, Duration body) {
        return new ProxyLimits(
                headerBytesMax,
                headerCountMax,
                bodyBytesMax,
                connectionsMax,
                headers,
                idle,
                body,
                connectMax,
                answerMax,
                upstreamIdleMax,
                upstreamConnectionsMax);
    }

    /// All limits of what an upstream may take.
    public ProxyLimits withUpstreamTimes(Duration connect, Duration answer, Duration idle) {
        return new ProxyLimits(
                headerBytesMax,
                headerCountMax,
                bodyBytesMax,
                connectionsMax,
                headerTimeMax,
                idleMax,
                bodyTimeMax,
                connect,
                answer,
                idle,
                upstreamConnectionsMax);
    }
}
