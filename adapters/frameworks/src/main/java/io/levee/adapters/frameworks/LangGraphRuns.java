package io.levee.adapters.frameworks;

import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Runs of a LangGraph server. A run is live unless its status is known to be a last one. Runs
/// without a thread are not seen.
///
/// [Server API](https://langchain-ai.github.io/langgraph/cloud/reference/api/api_ref/),
/// [cancelling](https://reference.langchain.com/python/langgraph-sdk/schema/CancelAction).
final class LangGraphRuns implements Runs {
    private static final String THREAD = "thread:";
    private static final String METADATA = "metadata:";
    private static final Set<String> ENDED = Set.of("error", "success", "timeout", "interrupted");
    /// A run that ended meanwhile, as servers have it.
    private static final Set<Integer> GONE = Set.of(404, 409);

    private static final int PAGE = 100;

    private final Rest rest;
    private final Optional<String> key;

    LangGraphRuns(Rest rest, Optional<String> key) {
        this.rest = rest;
        this.key = key;
    }

    static void check(String id) {
        boolean thread = id.startsWith(THREAD) && id.length() > THREAD.length();
        if (!thread && !id.matches("metadata:[^=]+=.+")) {
            throw new IllegalArgumentException("`%s` is neither `thread:ID` nor `metadata:KEY=VALUE`".formatted(id));
        }
    }

    /// As `THREAD/RUN`.
    @Override
    public List<String> live(String foothold) {
        return Sweep.of(threads(foothold), this::ofThread).orThrow("looking").stream()
                .flatMap(List::stream)
                .toList();
    }

    /// The newest of whatever status, and where there are more, all that the server knows to be
    /// live.
    private List<String> ofThread(String thread) {
        String path = "/threads/%s/runs".formatted(Ask.step(thread));
        List<JsonNode> runs = new ArrayList<>(page(listing(path, 0, Map.of())));
        if (runs.size() >= PAGE) {
            for (String status : List.of("pending", "running")) {
                runs.addAll(all(offset -> listing(path, offset, Map.of("status", status))));
            }
        }
        return runs.stream()
                .filter(run -> !ENDED.contains(text(run, "status")))
                .map(run -> thread + "/" + text(run, "run_id"))
                .distinct()
                .toList();
    }

    private static Ask listing(String path, int offset, Map<String, String> more) {
        Map<String, String> query = new LinkedHashMap<>(more);
        query.put("limit", Integer.toString(PAGE));
        query.put("offset", Integer.toString(offset));
        return Ask.get(path, query);
    }

    @Override
    public void end(String run) {
        int slash = run.indexOf('/');
        String path = "/threads/%s/runs/%s/cancel?wait=true&action=interrupt"
                .formatted(Ask.step(run.substring(0, slash)), Ask.step(run.substring(slash + 1)));
        Answer answer = ask(Ask.post(path).mayRepeat());
        if (!GONE.contains(answer.status())) {
            answer.orThrow();
        }
    }

    /// Only looks: there is no run that one could cancel in vain.
    @Override
    public void rehearse(String canary) {
        live(canary);
    }

    private List<String> threads(String foothold) {
        if (foothold.startsWith(THREAD)) {
            return List.of(foothold.substring(THREAD.length()));
        }
        int equals = foothold.indexOf('=');
        Map<String, String> metadata =
                Map.of(foothold.substring(METADATA.length(), equals), foothold.substring(equals + 1));
        return all(offset -> Ask.json(
                                "POST",
                                "/threads/search",
                                Map.of("metadata", metadata, "limit", PAGE, "offset", offset))
                        .mayRepeat())
                .stream()
                .map(thread -> text(thread, "thread_id"))
                .toList();
    }

    private interface Page {
        Ask from(int offset);
    }

    private List<JsonNode> all(Page page) {
        List<JsonNode> all = new ArrayList<>();
        while (all.size() <= LIVE_MAX) {
            List<JsonNode> more = page(page.from(all.size()));
            all.addAll(more);
            if (more.size() < PAGE) {
                return all;
            }
        }
        throw new IllegalStateException("a list has more than %d entries".formatted(LIVE_MAX));
    }

    private List<JsonNode> page(Ask ask) {
        JsonNode list = ask(ask).orThrow().json();
        if (!list.isArray()) {
            throw new IllegalStateException("the server answered with no list");
        }
        return List.copyOf(list.values());
    }

    private static String text(JsonNode of, String name) {
        String text = of.path(name).asString("");
        if (text.isEmpty()) {
            throw new IllegalStateException("the server does not say `%s`".formatted(name));
        }
        return text;
    }

    private Answer ask(Ask ask) {
        return rest.ask(key.map(it -> ask.with("x-api-key", it)).orElse(ask));
    }
}
