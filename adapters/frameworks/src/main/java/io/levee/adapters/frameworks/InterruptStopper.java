package io.levee.adapters.frameworks;

import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.Sweep;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Posts `{"stop","scope","foothold","reason","at"}`, one request for each foothold, and wants 2xx
/// and `{"stop":…}` with the same id. Reasons are `stop`, `probe` (have you taken it? then answer
/// the same; do nothing), `resume` and `rehearsal`; `at` is when the order was given, in seconds
/// since 1970. What the order says in words is not sent. `Levee-Signature` has the time of sending,
/// so a receiver can refuse what is old; the same stop may come several times.
final class InterruptStopper implements Stopper {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SPARE = Duration.ofMillis(250);

    private final String name;
    private final String url;
    private final Supplier<String> secret;
    private final Footholds footholds;
    private final InstantSource clock;

    InterruptStopper(String name, String url, Supplier<String> secret, Footholds footholds, InstantSource clock) {
        this.name = name;
        this.url = url;
        this.secret = secret;
        this.footholds = footholds;
        this.clock = clock;
    }

    private enum Reason {
        STOP("stop"),
        PROBE("probe"),
        RESUME("resume"),
        REHEARSAL("rehearsal");

        private final String word;

        Reason(String word) {
            this.word = word;
        }
    }

    private record Notice(String stop, String scope, Reason reason, long at) {
        static Notice of(StopFact.Ordered order, Reason reason, long at) {
            return new Notice(order.stop().value(), order.scope().toString(), reason, at);
        }

        String on(String foothold) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("stop", stop);
            members.put("scope", scope);
            members.put("foothold", foothold);
            members.put("reason", reason.word);
            members.put("at", at);
            return JSON.writeValueAsString(members);
        }
    }

    @Override
    public Layer layer() {
        return Layer.FRAMEWORK;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        List<String> told = tell(
                        footholds.covered(order),
                        Notice.of(order, Reason.STOP, at.time().getEpochSecond()))
                .orThrow("asking");
        return new Done(told.size(), "%d footholds asked".formatted(told.size()));
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        Sweep<String> told = tell(
                footholds.covered(order),
                Notice.of(order, Reason.PROBE, at.time().getEpochSecond()));
        int all = told.done().size() + told.failed().size();
        return new Proof(
                told.failed().isEmpty(),
                "only asked: %d of %d say that they took it"
                        .formatted(told.done().size(), all));
    }

    @Override
    public void resume(StopFact.Ordered order) {
        tell(
                        footholds.free(order),
                        Notice.of(order, Reason.RESUME, clock.instant().getEpochSecond()))
                .orThrow("telling");
    }

    @Override
    public Optional<Proof> rehearse() {
        return footholds.canary().map(canary -> {
            long now = clock.instant().getEpochSecond();
            tell(List.of(canary), new Notice("rehearsal-" + now, "nobody", Reason.REHEARSAL, now))
                    .orThrow("asking");
            return new Proof(true, "only asked: 1 of 1 say that they took it");
        });
    }

    private Sweep<String> tell(Collection<String> ids, Notice notice) {
        if (ids.isEmpty()) {
            return new Sweep<>(List.of(), Map.of());
        }
        Rest rest = Rest.at(url, deadline().minus(SPARE));
        String key = secret.get();
        return Sweep.of(ids, id -> {
            String body = notice.on(id);
            Ask ask = Ask.text("POST", "", "application/json", body)
                    .with(LeveeSignature.HEADER, LeveeSignature.of(key, clock.instant(), body));
            Ask sent = notice.reason() == Reason.RESUME ? ask : ask.mayRepeat();
            String heard = rest.ask(sent).orThrow().json().path("stop").asString("");
            if (!heard.equals(notice.stop())) {
                throw new IllegalStateException("the receiver did not say which stop it took");
            }
            return id;
        });
    }
}
