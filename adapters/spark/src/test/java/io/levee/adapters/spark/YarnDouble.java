package io.levee.adapters.spark;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import java.util.stream.Collectors;

/// YARN's ResourceManager as documented, which has no real one here.
final class YarnDouble extends ClusterDouble {
    @Override
    protected HttpAnswer answer(HttpAsked request) {
        if (request.path().equals("/ws/v1/cluster/apps")) {
            return HttpAnswer.json(200, live.isEmpty() ? "{\"apps\":null}" : listed());
        }
        Work work = live.get(request.steps().get(4));
        if (work == null) {
            return HttpAnswer.json(
                    404, "{\"RemoteException\":{\"exception\":\"NotFoundException\",\"message\":\"app not found\"}}");
        }
        killed.accept(work);
        return HttpAnswer.json(202, "{\"state\":\"RUNNING\"}");
    }

    private String listed() {
        return live.values().stream()
                .map(work ->
                        "{\"id\":\"%s\",\"user\":\"%s\",\"name\":\"%s\",\"state\":\"RUNNING\",\"applicationTags\":\"%s\"}"
                                .formatted(work.id(), work.user(), work.name(), String.join(",", work.tags())))
                .collect(Collectors.joining(",", "{\"apps\":{\"app\":[", "]}}"));
    }
}
