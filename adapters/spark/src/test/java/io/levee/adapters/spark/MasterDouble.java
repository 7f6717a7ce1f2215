package io.levee.adapters.spark;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.stream.Collectors;

/// The web UI of a standalone master as Spark writes it, which has no real one here.
final class MasterDouble extends ClusterDouble {
    volatile String status = "ALIVE";

    MasterDouble() throws IOException {}

    @Override
    void answered(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/json/")) {
            say(
                    exchange,
                    200,
                    "{\"url\":\"spark://m:7077\",\"activeapps\":[%s],\"completedapps\":[],\"activedrivers\":[%s],\"status\":\"%s\"}"
                            .formatted(listed("app-", "name"), listed("driver-", "mainclass"), status));
            return;
        }
        String query = exchange.getRequestURI().getQuery();
        Work work = live.get(query.substring("id=".length(), query.indexOf('&')));
        if (work != null) {
            killed.accept(work);
        }
        exchange.getResponseHeaders().add("Location", "/");
        say(exchange, 302, "");
    }

    private String listed(String kind, String name) {
        return live.values().stream()
                .filter(work -> work.id().startsWith(kind))
                .map(work -> "{\"id\":\"%s\",\"user\":\"%s\",\"%s\":\"%s\"}"
                        .formatted(work.id(), work.user(), name, work.name()))
                .collect(Collectors.joining(","));
    }
}
