package io.levee.adapters.http;

import io.javalin.http.Context;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The feed as server-sent events. The request's own virtual thread writes, so that a slow reader slows nobody else.
final class DecisionStream {
    /// Keeps the connection from looking dead, and bounds how long a revoked credential still sees anything.
    static final Duration BEAT = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(DecisionStream.class.getName());

    private final Guard guard;
    private final DecisionFeed feed;

    DecisionStream(Guard guard, DecisionFeed feed) {
        this.guard = guard;
        this.feed = feed;
    }

    void serve(Context ctx, Identity.Known caller) throws IOException {
        @Nullable String lastEventId = ctx.header("Last-Event-ID");
        Optional<Watcher> watching = feed.watch(lastEventId == null ? "" : lastEventId);
        if (watching.isEmpty()) {
            throw new LeveeException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "%d streams are open already: close one".formatted(ApiLimits.STREAMS_MAX));
        }
        Watcher watcher = watching.get();
        ctx.status(200).contentType("text/event-stream");
        ctx.header("X-Accel-Buffering", "no");
        try {
            write(watcher, ctx.res().getOutputStream(), Guard.bearer(ctx));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a reader of the decision stream left");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feed.leave(watcher);
        }
    }

    private void write(Watcher watcher, OutputStream out, String bearer) throws IOException, InterruptedException {
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        while (!watcher.tooSlow() && !Thread.currentThread().isInterrupted()) {
            List<DecisionFeed.Event> events = watcher.next(BEAT);
            if (!guard.stillAuditor(bearer)) {
                return;
            }
            StringBuilder text = new StringBuilder(events.isEmpty() ? ":\n\n" : "");
            for (DecisionFeed.Event event : events) {
                text.append("event: decision\nid: ").append(event.id()).append("\ndata: ");
                text.append(Json.text(event.decision())).append("\n\n");
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
