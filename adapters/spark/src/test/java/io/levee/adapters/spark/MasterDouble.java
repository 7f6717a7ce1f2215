package io.levee.adapters.spark;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import java.util.stream.Collectors;

/// The web UI of a standalone master as Spark writes it, which has no real one here.
final class MasterDouble extends ClusterDouble {
    volatile String status = "ALIVE";

    @Override
    protected HttpAnswer answer(HttpAsked request) {
        if (request.path().equals("/json/")) {
            return HttpAnswer.json(
                    200,
                    "{\"url\":\"spark://m:7077\",\"activeapps\":[%s],\"completedapps\":[],\"activedrivers\":[%s],\"status\":\"%s\"}"
                            .formatted(listed("app-", "name"), listed("driver-", "mainclass"), status));
        }
        Work work = live.get(request.query().getOrDefault("id", ""));
        if (work != null) {
            killed.accept(work);
        }
        return HttpAnswer.empty(302);
    }

    private String listed(String kind, String name) {
        return live.values().stream()
                .filter(work -> work.id().startsWith(kind))
                .map(work -> "{\"id\":\"%s\",\"user\":\"%s\",\"%s\":\"%s\"}"
                        .formatted(work.id(), work.user(), name, work.name()))
                .collect(Collectors.joining(","));
    }
}
