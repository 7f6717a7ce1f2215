package io.levee.adapters.http;

import java.time.Duration;

/// What one caller may cost this API.
final class ApiLimits {
    static final int BODY_BYTES_MAX = 64 * 1024;
    static final int HEADER_BYTES_MAX = 16 * 1024;
    /// Connections at one time; on HTTP/1.1 also requests at one time.
    static final int CONNECTIONS_MAX = 512;
    static final int QUEUE_MAX = 128;
    /// A connection that says nothing for this long is closed; a stream beats more often.
    static final Duration IDLE_MAX = Duration.ofSeconds(30);
    /// A body slower than this many bytes a second is refused.
    static final long BODY_BYTES_PER_SECOND_MIN = 256;
    static final int STREAMS_MAX = 64;

    private ApiLimits() {}
}
