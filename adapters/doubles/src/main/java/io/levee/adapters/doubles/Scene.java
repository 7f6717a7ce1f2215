package io.levee.adapters.doubles;

import io.levee.consent.OpenStops;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.organisation.Foothold;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An organisation whose agents have footholds in one system outside, the orders in force, and
/// Levee's secrets.
public final class Scene {
    private static final Origin ORIGIN = new Origin("acme", "replica-1");

    private final List<Foothold> footholds = new ArrayList<>();
    private final OpenStops stops = new OpenStops();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Instant now;
    private long position;

    /// @param now when every order is given
    public Scene(Instant now) {
        this.now = now;
    }

    public Scene has(String agent, String id) {
        footholds.add(new Foothold(ActorId.agent(agent), Optional.empty(), id));
        return this;
    }

    public Scene knows(String secret, String value) {
        secrets.put(secret, value);
        return this;
    }

    /// The stopper that the kind makes for it.
    public Stopper stopper(StopperKind kind, Map<String, String> settings, Optional<String> canary) {
        StopperSource source = new StopperSource("outside", kind.system(), settings, canary, footholds, 1);
        return kind.stopper(source, new Footholds(footholds, canary, stops, Nobody::new), secrets());
    }

    /// In force from now on.
    public StopFact.Ordered order(String stop, String agent) {
        return order(stop, new Scope.Agent(ActorId.agent(agent)), Set.of(Layer.values()));
    }

    public StopFact.Ordered order(String stop, Scope scope, Set<Layer> layers) {
        StopFact.Ordered ordered =
                new StopFact.Ordered(new StopId(stop), scope, layers, ActorId.person("ana"), "it spends too much");
        learned(ordered);
        return ordered;
    }

    public void resumed(StopFact.Ordered order) {
        learned(new StopFact.Resumed(order.stop(), ActorId.person("ana"), ActorId.person("ben")));
    }

    private void learned(Fact fact) {
        stops.learned(new Entry(ORIGIN, position++, now, fact));
    }

    public Receipt at() {
        return new Receipt(ORIGIN, position, now);
    }

    public List<Foothold> footholds() {
        return List.copyOf(footholds);
    }

    public OpenStops stops() {
        return stops;
    }

    public Secrets secrets() {
        return name -> Optional.ofNullable(secrets.get(name))
                .orElseThrow(() -> new IllegalStateException("there is no secret `%s`".formatted(name)));
    }

    /// No people and no passports: footholds are their agents'.
    public record Nobody() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.empty();
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }
    }
}
