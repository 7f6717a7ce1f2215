package io.levee.console;

import io.javalin.http.Context;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The API's decision stream, each event turned into the row that it becomes. The browser reads one and adds it; it
/// reconnects by itself and says where it was.
final class FeedStream {
    private static final System.Logger LOG = System.getLogger(FeedStream.class.getName());

    private final Api api;
    private final Pages pages;

    FeedStream(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    void serve(Context ctx, Session session) throws IOException, InterruptedException {
        @Nullable String lastEventId = ctx.header("Last-Event-ID");
        Optional<InputStream> stream = api.stream(session.token(), lastEventId == null ? "" : lastEventId);
        if (stream.isEmpty()) {
            ctx.status(503);
            return;
        }
        Filter filter = Filter.of(ctx.queryParam("show"), ctx.queryParam("q"));
        ctx.status(200).contentType("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.get(), StandardCharsets.UTF_8))) {
            forward(lines, ctx.res().getOutputStream(), filter);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a visitor of the feed left");
        }
    }

    private void forward(BufferedReader lines, OutputStream out, Filter filter) throws IOException {
        String id = "";
        for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                Decision decision = Api.read(line.substring(6), Decision.class);
                if (filter.admits(decision)) {
                    out.write(event(id, decision).getBytes(StandardCharsets.UTF_8));
                }
            } else if (line.startsWith(":")) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8)); // finds out whether anybody still reads
            }
            out.flush();
        }
    }

    private String event(String id, Decision decision) {
        String row = pages.text("row.jte", Map.of("decision", decision)).replaceAll("\\s*[\\r\\n]+\\s*", " ");
        return "event: row\nid: %s\ndata: %s\n\n".formatted(id, row.strip());
    }
}
