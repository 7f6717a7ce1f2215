package io.levee.rooms.stop;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.consent.Consent;
import io.levee.consent.InForce;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.WorkloadFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Who may stop and resume what. Pure.
final class StopRules {
    private StopRules() {}

    /// What a decision about an order depends on.
    ///
    /// @param configured the layers that have a stopper
    /// @param job        the program, where the scope is one that runs
    /// @param carried    labels that any session carries
    /// @param now        by the clock that all replicas share; empty where the order names no end
    record Known(
            InForce inForce,
            Set<Layer> configured,
            Optional<WorkloadFact.Launched> job,
            Set<String> carried,
            Optional<Instant> now) {}

    /// What a policy is asked about: stopping is something one does to an agent, a person, a team or Levee itself.
    static AssetId resource(Scope scope) {
        return switch (scope) {
            case Scope.Agent(ActorId agent) -> new AssetId("agent", agent.name());
            case Scope.Person(ActorId person) -> new AssetId("person", person.name());
            case Scope.Team(TeamId team) -> new AssetId("team", team.name());
            case Scope.Session _, Scope.Job _, Scope.Operation _, Scope.Model _, Scope.Label _, Scope.Everything _ ->
                new AssetId("levee", "everything");
        };
    }

    static StopDecision.OfOrder order(StopRequest request, Consent consent, Known known) {
        if (!exists(request.scope(), known)) {
            String nearby = Nearby.to(request.scope(), known.inForce(), known.carried());
            return refuse(StopRefusal.STOP_SCOPE_UNKNOWN, request.scope() + nearby);
        }
        boolean agreed =
                consent instanceof Consent.Given || mayAlwaysStop(request.actor(), request.scope(), known.inForce());
        if (!agreed) {
            return refuse(
                    StopRefusal.STOP_NOT_PERMITTED, request.actor().caller().toString());
        }
        Scope scope = scope(request, known);
        Set<Layer> fit = request.freeze() ? EnumSet.of(Layer.GATEWAY) : scope.layers();
        if (!fit.containsAll(request.layers())) {
            return refuse(StopRefusal.STOP_LAYER_UNFIT, scope.toString());
        }
        Set<Layer> layers = EnumSet.copyOf(request.layers().isEmpty() ? fit : request.layers());
        if (request.layers().isEmpty() && !Collections.disjoint(fit, known.configured())) {
            layers.retainAll(known.configured());
        }
        Optional<Instant> end = request.expiry().flatMap(expiry -> known.now().map(expiry::from));
        return end.isPresent() && !inRange(known.now().orElseThrow(), end.get())
                ? refuse(StopRefusal.STOP_EXPIRY_RANGE, request.scope().toString())
                : new StopDecision.Execute(scope, layers, end);
    }

    static StopDecision.OfResumption resume(ResumeRequest request, Optional<StopOrder> found, Consent consent) {
        if (found.isEmpty()) {
            return refuse(StopRefusal.STOP_UNKNOWN, request.stop().value());
        }
        StopOrder order = found.get();
        if (!order.state().inForce()) {
            return refuse(StopRefusal.STOP_ALREADY_RESUMED, request.stop().value());
        }
        ActorId by = request.actor().caller();
        ActorId person = request.actor().person();
        if (order.ordered().scope().equals(new Scope.Person(person))
                || order.ordered().people().contains(person)) {
            return refuse(StopRefusal.RESUME_BY_STOPPED, by.toString());
        }
        if (!(consent instanceof Consent.Given) || !request.actor().agents().isEmpty()) {
            return refuse(StopRefusal.RESUME_NOT_PERMITTED, by.toString());
        }
        if (!order.layers().containsAll(request.layers())) {
            return refuse(StopRefusal.RESUME_LAYER, request.stop().value());
        }
        Optional<Set<Layer>> proposed =
                order.proposal().map(first -> proposed(first.layers(), order)).filter(left -> !left.isEmpty());
        Set<Layer> layers = request.layers().isEmpty() ? proposed.orElseGet(order::layers) : request.layers();
        if (!proposed.equals(Optional.of(layers))) {
            return new StopDecision.Propose(request.stop(), by, request.reason(), recorded(layers, order));
        }
        ActorId proposedBy = order.proposal().orElseThrow().by();
        return proposedBy.equals(by)
                ? refuse(StopRefusal.RESUME_NEEDS_ANOTHER_PERSON, by.toString())
                : new StopDecision.Resume(request.stop(), proposedBy, by, recorded(layers, order));
    }

    /// What of a proposal can still be confirmed.
    private static Set<Layer> proposed(Set<Layer> named, StopOrder order) {
        Set<Layer> left = EnumSet.noneOf(Layer.class);
        left.addAll(order.layers());
        if (!named.isEmpty()) {
            left.retainAll(named);
        }
        return left;
    }

    private static Set<Layer> recorded(Set<Layer> layers, StopOrder order) {
        return layers.equals(order.ordered().layers()) ? Set.of() : layers;
    }

    private static boolean inRange(Instant now, Instant end) {
        if (end.isAfter(now.plus(StopExpiry.MAX))) {
            return false;
        }
        return Duration.between(now, end).compareTo(StopExpiry.MIN) >= 0;
    }

    /// A program changes things through the session that it was launched for: to freeze it is to freeze that.
    private static Scope scope(StopRequest request, Known known) {
        return request.freeze() && request.scope() instanceof Scope.Job
                ? new Scope.Session(known.job().orElseThrow().session())
                : request.scope();
    }

    static boolean exists(Scope scope, Known known) {
        InForce inForce = known.inForce();
        return switch (scope) {
            case Scope.Agent(ActorId agent) ->
                inForce.directory().passport(agent).isPresent();
            case Scope.Person(ActorId person) ->
                inForce.directory().person(person).isPresent();
            case Scope.Team(TeamId team) -> inForce.catalog().team(team).isPresent();
            case Scope.Job _ -> known.job().isPresent();
            case Scope.Operation(AssetId operation) ->
                inForce.catalog().asset(operation).isPresent();
            case Scope.Model(AssetId model) -> inForce.catalog().asset(model).isPresent();
            case Scope.Label(String label) ->
                known.carried().contains(label)
                        || inForce.catalog().assets().stream()
                                .anyMatch(asset -> asset.labels().contains(label));
            case Scope.Session _, Scope.Everything _ -> true;
        };
    }

    /// A person, never an agent, always may stop what acts for them, what names them or their team in its passport as
    /// a stopper, and calls of what their team owns: stopping must not wait for somebody to write a policy.
    private static boolean mayAlwaysStop(Chain actor, Scope scope, InForce inForce) {
        Optional<Person> person = inForce.directory().person(actor.person()).filter(Person::active);
        if (!actor.agents().isEmpty() || person.isEmpty()) {
            return false;
        }
        return switch (scope) {
            case Scope.Person(ActorId stopped) -> stopped.equals(actor.person());
            case Scope.Agent(ActorId agent) ->
                inForce.directory()
                        .passport(agent)
                        .filter(passport -> namesAsStopper(passport, person.get()))
                        .isPresent();
            case Scope.Operation(AssetId operation) -> owns(person.get(), operation, inForce);
            case Scope.Model(AssetId model) -> owns(person.get(), model, inForce);
            case Scope.Team _, Scope.Session _, Scope.Job _, Scope.Label _, Scope.Everything _ -> false;
        };
    }

    private static boolean owns(Person person, AssetId asset, InForce inForce) {
        return inForce.catalog()
                .asset(asset)
                .map(Asset::owner)
                .filter(person.teams()::contains)
                .isPresent();
    }

    private static boolean namesAsStopper(Passport passport, Person person) {
        return passport.stoppers().contains(person.id())
                || person.teams().stream().anyMatch(team -> passport.stoppers().contains(ActorId.team(team.name())));
    }

    private static StopDecision.Refuse refuse(StopRefusal refusal, String detail) {
        return new StopDecision.Refuse(refusal, detail);
    }
}
