package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.facts.LabelFact;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import io.levee.ledger.Entry;
import io.levee.ledger.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The story of one session: what it carries and where it read that, what people let go, and its newest calls.
public final class SessionRoutes implements Routes {
    private final Guard guard;
    private final DecisionFeed feed;
    private final History history;

    /// @param feed already follows the ledger's call facts
    public SessionRoutes(Guard guard, DecisionFeed feed, History history) {
        this.guard = guard;
        this.feed = feed;
        this.history = history;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/sessions/{id}", guard.auditor(this::one));
    }

    private void one(Context ctx, Identity.Known caller) {
        SessionId id = BadInput.parse(ctx.pathParam("id"), SessionId::new);
        List<Entry> labels = history.about(id.value()).stream()
                .filter(entry -> entry.fact() instanceof LabelFact)
                .toList();
        List<DecisionView> calls = feed.latest(DecisionFeed.DECISIONS_MAX).stream()
                .filter(decision -> id.value().equals(decision.session()))
                .toList();
        if (labels.isEmpty() && calls.isEmpty()) {
            Problems.missing(ctx, "nothing is known about a session `%s`".formatted(id));
            return;
        }
        Json.write(ctx, 200, new SessionView(id.value(), carried(labels), letGo(labels), calls));
    }

    /// Each label once for each place where it was read, by the first call that read it there.
    private static List<Carried> carried(List<Entry> entries) {
        Map<List<String>, Carried> first = new TreeMap<>((one, other) -> {
            int byLabel = one.getFirst().compareTo(other.getFirst());
            return byLabel == 0 ? one.getLast().compareTo(other.getLast()) : byLabel;
        });
        for (Entry entry : entries) {
            if (entry.fact() instanceof LabelFact.Raised raised) {
                String source = raised.source().toString();
                raised.labels()
                        .forEach(label -> first.putIfAbsent(
                                List.of(label, source),
                                new Carried(label, source, raised.decision().value(), Times.text(entry.time()))));
            }
        }
        return List.copyOf(first.values());
    }

    private static List<LetGo> letGo(List<Entry> entries) {
        Map<LabelFact.Released, String> released = entries.stream()
                .filter(entry -> entry.fact() instanceof LabelFact.Released)
                .collect(Collectors.toMap(
                        entry -> (LabelFact.Released) entry.fact(),
                        entry -> Times.text(entry.time()),
                        (one, _) -> one));
        List<LetGo> acts = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.fact() instanceof LabelFact.Declassified act) {
                acts.add(new LetGo(
                        sorted(act.labels(), Function.identity()),
                        sorted(act.sinks(), Object::toString),
                        act.by().toString(),
                        act.reason(),
                        act.decision().value(),
                        Times.text(entry.time()),
                        released.get(new LabelFact.Released(act.session(), act.decision(), act.covered()))));
            }
        }
        return acts;
    }

    private static <T> List<String> sorted(Set<T> all, Function<T, String> text) {
        return all.stream().map(text).sorted().toList();
    }

    /// @param calls the newest, newest first; older ones are in the ledger only
    record SessionView(String session, List<Carried> carries, List<LetGo> letGo, List<DecisionView> calls) {}

    record Carried(String label, String source, String decision, String time) {}

    /// @param released when every replica knew of it; null where it never took effect
    record LetGo(
            List<String> labels,
            List<String> sinks,
            String by,
            String reason,
            String decision,
            String time,
            @Nullable String released) {}
}
