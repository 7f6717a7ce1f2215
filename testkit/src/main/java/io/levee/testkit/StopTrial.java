package io.levee.testkit;

import io.levee.consent.OpenStops;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One stopper of a system outside, made as the organisation would make it, with orders to give it. Nobody is in the
/// organisation: an order covers an agent, or everything.
public final class StopTrial {
    public static final Receipt AT = new Receipt(new Origin("acme", "replica-1"), 7, Instant.EPOCH);

    private static final Directory NOBODY = new Directory() {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.empty();
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }
    };

    private final OpenStops open = new OpenStops();
    private final StopperKind kind;
    private final StopperSource source;

    /// @param footholds each `AGENT ID`
    public StopTrial(StopperKind kind, Map<String, String> settings, Optional<String> canary, List<String> footholds) {
        this.kind = kind;
        this.source = new StopperSource(
                "trial",
                kind.system(),
                settings,
                canary,
                footholds.stream().map(StopTrial::foothold).toList(),
                1);
    }

    public StopTrial(StopperKind kind, Map<String, String> settings, String... footholds) {
        this(kind, settings, Optional.empty(), List.of(footholds));
    }

    /// A new one, which remembers nothing: as after a restart.
    public Stopper stopper() {
        return stopper(name -> "secret-of-" + name);
    }

    public Stopper stopper(Secrets secrets) {
        return kind.stopper(source, new Footholds(source.footholds(), source.canary(), open, () -> NOBODY), secrets);
    }

    /// In force until [#resumed].
    public StopFact.Ordered order(String id, String agent) {
        StopFact.Ordered order = new StopFact.Ordered(
                new StopId(id),
                new Scope.Agent(ActorId.agent(agent)),
                EnumSet.allOf(Layer.class),
                ActorId.person("dee"),
                "it writes nonsense");
        learned(order);
        return order;
    }

    public void resumed(StopFact.Ordered order) {
        learned(new StopFact.Resumed(order.stop(), ActorId.person("dee"), ActorId.person("cy")));
    }

    private void learned(StopFact fact) {
        open.learned(new Entry(AT.origin(), AT.position(), AT.time(), fact));
    }

    private static Foothold foothold(String agentAndId) {
        int blank = agentAndId.indexOf(' ');
        return new Foothold(
                ActorId.agent(agentAndId.substring(0, blank)), Optional.empty(), agentAndId.substring(blank + 1));
    }
}
