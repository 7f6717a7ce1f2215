package io.levee.adapters.spark;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.stream.Collectors;

/// YARN's ResourceManager as documented, which has no real one here.
final class YarnDouble extends ClusterDouble {
    YarnDouble() throws IOException {}

    @Override
    void answered(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/ws/v1/cluster/apps")) {
            say(exchange, 200, live.isEmpty() ? "{\"apps\":null}" : listed());
            return;
        }
        Work work = live.get(path.split("/", -1)[5]);
        if (work == null) {
            say(
                    exchange,
                    404,
                    "{\"RemoteException\":{\"exception\":\"NotFoundException\",\"message\":\"app not found\"}}");
            return;
        }
        killed.accept(work);
        say(exchange, 202, "{\"state\":\"RUNNING\"}");
    }

    private String listed() {
        return live.values().stream()
                .map(work ->
                        "{\"id\":\"%s\",\"user\":\"%s\",\"name\":\"%s\",\"state\":\"RUNNING\",\"applicationTags\":\"%s\"}"
                                .formatted(work.id(), work.user(), work.name(), String.join(",", work.tags())))
                .collect(Collectors.joining(",", "{\"apps\":{\"app\":[", "]}}"));
    }
}
