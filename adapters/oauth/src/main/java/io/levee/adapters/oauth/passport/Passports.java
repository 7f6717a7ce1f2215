package io.levee.adapters.oauth.passport;

import io.levee.adapters.oauth.LiveTokens;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Policy;
import io.levee.facts.IdentityFact;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers the seven questions about one agent, from one snapshot of the organisation and what was
/// recorded until now. Thread-safe.
public final class Passports {
    /// Assets, tokens and people in one answer; a person reads no more.
    public static final int SHOWN_MAX = 500;

    private final Supplier<InForce> inForce;
    private final Supplier<Collection<Person>> people;
    private final LiveTokens tokens;
    private final OpenStops stops;
    private final Sightings sightings;
    private final InstantSource clock;

    /// @param people everybody whom the organisation knows
    public Passports(
            Supplier<InForce> inForce,
            Supplier<Collection<Person>> people,
            LiveTokens tokens,
            OpenStops stops,
            Sightings sightings,
            InstantSource clock) {
        this.inForce = inForce;
        this.people = people;
        this.tokens = tokens;
        this.stops = stops;
        this.sightings = sightings;
        this.clock = clock;
    }

    /// Empty where the agent has no passport.
    public Optional<PassportView> of(ActorId agent) {
        InForce now = inForce.get();
        return now.directory().passport(agent).map(passport -> answers(now, passport));
    }

    private PassportView answers(InForce now, Passport passport) {
        Instant time = clock.instant();
        Sightings.Seen seen = sightings.of(passport.agent(), time);
        return new PassportView(
                passport.agent().toString(),
                passport.purpose(),
                passport.owner().toString(),
                now.revision(),
                new PassportView.Runs(passport.runsAt(), seen.replicas()),
                new PassportView.ActsFor(sorted(passport.actsFor()), live(passport.agent())),
                may(now, passport.agent(), Action.READ, passport.mayKnow()),
                may(now, passport.agent(), Action.CHANGE, passport.mayChange()),
                new PassportView.Spend(
                        passport.spend().callsPerHourMax(),
                        passport.spend().usdCentsPerDayMax(),
                        seen.allowedInLastHour()),
                new PassportView.Observed(
                        passport.observed(),
                        seen.allowed(),
                        seen.denied(),
                        seen.last().equals(Instant.EPOCH) ? "" : seen.last().toString()),
                stop(now, passport));
    }

    private List<PassportView.Live> live(ActorId agent) {
        return tokens.of(agent).stream()
                .sorted(Comparator.comparing(IdentityFact.TokenIssued::expiresAt)
                        .reversed())
                .limit(SHOWN_MAX)
                .map(token -> new PassportView.Live(
                        token.chain().person().toString(),
                        token.chain().agents().stream().map(ActorId::toString).toList(),
                        token.session().value(),
                        token.audience(),
                        token.expiresAt().toString()))
                .toList();
    }

    private static PassportView.May may(InForce now, ActorId agent, Action action, List<AssetPattern> patterns) {
        List<String> permitted = new ArrayList<>();
        boolean cut = false;
        for (Asset asset : now.catalog().assets()) {
            String id = asset.id().toString();
            if (patterns.stream().noneMatch(pattern -> pattern.matches(id))) {
                continue;
            }
            if (permitted.size() == SHOWN_MAX) {
                cut = true;
                break;
            }
            Policy.Answer answer = now.policy().ask(agent, action, asset.id());
            if (answer instanceof Policy.Answer.Permitted || answer instanceof Policy.Answer.Held) {
                permitted.add(id);
            }
        }
        return new PassportView.May(patterns.stream().map(AssetPattern::text).toList(), permitted, cut);
    }

    private PassportView.Stop stop(InForce now, Passport passport) {
        AssetId asset = new AssetId("agent", passport.agent().name());
        List<String> who = people.get().stream()
                .filter(Person::active)
                .filter(person -> now.policy().ask(person.id(), Action.STOP, asset) instanceof Policy.Answer.Permitted)
                .map(person -> person.id().toString())
                .sorted()
                .limit(SHOWN_MAX)
                .toList();
        List<PassportView.Order> orders = stops.all().stream()
                .filter(order -> !order.freeze() && covers(order, passport))
                .sorted(Comparator.comparing(order -> order.stop().value()))
                .map(order -> new PassportView.Order(
                        order.stop().value(),
                        order.scope().toString(),
                        order.by().toString(),
                        order.reason()))
                .toList();
        return new PassportView.Stop(sorted(passport.stoppers()), who, !orders.isEmpty(), orders);
    }

    /// Orders about the agent whomever it acts for; those about one person or one run stop only that.
    private static boolean covers(StopFact.Ordered order, Passport passport) {
        return switch (order.scope()) {
            case Scope.Agent(ActorId agent) -> agent.equals(passport.agent());
            case Scope.Team(var team) -> team.equals(passport.owner());
            case Scope.Everything _ -> true;
            case Scope.Person _, Scope.Session _, Scope.Job _, Scope.Operation _, Scope.Model _, Scope.Label _ -> false;
        };
    }

    private static List<String> sorted(Collection<ActorId> actors) {
        return actors.stream().map(ActorId::toString).sorted().toList();
    }
}
