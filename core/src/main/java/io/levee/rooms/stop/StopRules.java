package io.levee.rooms.stop;

import io.levee.catalog.AssetId;
import io.levee.consent.Consent;
import io.levee.consent.InForce;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.TeamId;
import java.util.Optional;
import java.util.Set;

/// Who may stop and resume what. Pure.
final class StopRules {
    private StopRules() {}

    /// What a policy is asked about: stopping is something one does to an agent, a person, a team or Levee itself.
    static AssetId resource(Scope scope) {
        return switch (scope) {
            case Scope.Agent(ActorId agent) -> new AssetId("agent", agent.name());
            case Scope.Person(ActorId person) -> new AssetId("person", person.name());
            case Scope.Team(TeamId team) -> new AssetId("team", team.name());
            case Scope.Session _, Scope.Everything _ -> new AssetId("levee", "everything");
        };
    }

    /// @param configured the layers that have a stopper
    static StopDecision.OfOrder order(StopRequest request, Consent consent, InForce inForce, Set<Layer> configured) {
        if (!exists(request.scope(), inForce)) {
            return new StopDecision.Refuse(
                    StopRefusal.STOP_SCOPE_UNKNOWN, request.scope().toString());
        }
        boolean agreed = consent instanceof Consent.Given || mayAlwaysStop(request.actor(), request.scope(), inForce);
        if (!agreed) {
            return new StopDecision.Refuse(
                    StopRefusal.STOP_NOT_PERMITTED, request.actor().caller().toString());
        }
        Set<Layer> layers = request.layers().isEmpty() ? configured : request.layers();
        return new StopDecision.Execute(request.scope(), layers, request.actor().caller(), request.reason());
    }

    static StopDecision.OfResumption resume(ResumeRequest request, Optional<StopOrder> found, Consent consent) {
        if (found.isEmpty()) {
            return new StopDecision.Refuse(
                    StopRefusal.STOP_UNKNOWN, request.stop().value());
        }
        StopOrder order = found.get();
        if (order.state() == StopState.RESUMED) {
            return new StopDecision.Refuse(
                    StopRefusal.STOP_ALREADY_RESUMED, request.stop().value());
        }
        ActorId by = request.actor().caller();
        if (order.ordered().scope().equals(new Scope.Person(request.actor().person()))) {
            return new StopDecision.Refuse(StopRefusal.RESUME_BY_STOPPED, by.toString());
        }
        if (!(consent instanceof Consent.Given)) {
            return new StopDecision.Refuse(StopRefusal.RESUME_NOT_PERMITTED, by.toString());
        }
        if (order.proposal().isEmpty()) {
            return new StopDecision.Propose(request.stop(), by, request.reason());
        }
        ActorId proposedBy = order.proposal().get().by();
        if (proposedBy.equals(by)) {
            return new StopDecision.Refuse(StopRefusal.RESUME_NEEDS_ANOTHER_PERSON, by.toString());
        }
        return new StopDecision.Resume(request.stop(), proposedBy, by);
    }

    static boolean exists(Scope scope, InForce inForce) {
        return switch (scope) {
            case Scope.Agent(ActorId agent) ->
                inForce.directory().passport(agent).isPresent();
            case Scope.Person(ActorId person) ->
                inForce.directory().person(person).isPresent();
            case Scope.Team(TeamId team) -> inForce.catalog().team(team).isPresent();
            case Scope.Session _, Scope.Everything _ -> true;
        };
    }

    /// A person, never an agent, always may stop what acts for them, and what names them or their team in its passport
    /// as a stopper: stopping must not wait for somebody to write a policy.
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
            case Scope.Team _, Scope.Session _, Scope.Everything _ -> false;
        };
    }

    private static boolean namesAsStopper(Passport passport, Person person) {
        return passport.stoppers().contains(person.id())
                || person.teams().stream().anyMatch(team -> passport.stoppers().contains(ActorId.team(team.name())));
    }
}
