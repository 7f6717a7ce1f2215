package io.levee.examples;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.json.JavalinJackson3;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/// A double of acme's chat and document server: on loopback, without a login, it takes whatever is written to
/// a channel, a person or a repository, and remembers all of it so that anybody can ask what got there.
public final class Workplace implements AutoCloseable {
    private static final int WRITTEN_MAX = 10_000;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Javalin server;

    /// Starts on a free port of the loopback interface.
    public static Workplace start() {
        return new Workplace();
    }

    private Workplace() {
        this.server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = true;
                    config.jsonMapper(new JavalinJackson3(new JsonMapper(), true));
                    config.routes.post("/channels/{channel}/messages", this::write);
                    config.routes.post("/people/{person}/messages", this::write);
                    config.routes.put("/repositories/{repository}/files/{file}", this::write);
                    config.routes.get("/messages", this::search);
                })
                .start("127.0.0.1", 0);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /// Each request that came in: its path, and all that its sender chose besides.
    public List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        server.stop();
    }

    private void write(Context call) {
        remember(call.path() + " " + call.bodyAsClass(Map.class).get("text"));
        call.status(HttpStatus.CREATED);
    }

    private void search(Context call) {
        String text = String.valueOf(call.queryParam("text"));
        remember(call.path() + " " + text);
        long found = seen.stream().filter(line -> line.contains(text)).count();
        call.json(Map.of("found", found));
    }

    private void remember(String line) {
        if (seen.size() < WRITTEN_MAX) {
            seen.add(line);
        }
    }
}
