package io.levee.adapters.proxy;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;

/// The body that goes to the upstream.
///
/// @param length  negative where it is not known
/// @param watched looks at it as it goes by
/// @param ended   gives back what it takes
record Upload(Content.Source from, long length, Optional<Watched> watched, Runnable ended) {
    static Upload asItComes(Request request) {
        return new Upload(request, request.getLength(), Optional.empty(), () -> {});
    }

    static Upload watched(Request request, Watched watched) {
        return new Upload(request, request.getLength(), Optional.of(watched), watched::drop);
    }

    /// INVARIANT: what was checked is what is forwarded, byte for byte.
    static Upload checked(Sample body) {
        byte[] bytes = body.bytes();
        return new Upload(
                new ByteBufferContentSource(ByteBuffer.wrap(bytes)), bytes.length, Optional.empty(), body::drop);
    }
}
