package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.catalog.Touched;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Chain;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Joins the answers of everybody in the chain. Pure: the same snapshot and question always give the same consent.
final class ConsentRules {
    private final InForce inForce;
    private final Chain chain;
    private final Action action;
    private final AssetId resource;
    private final Touched touched;
    private final List<Evidence> evidence = new ArrayList<>();

    private ConsentRules(InForce inForce, Chain chain, Action action, AssetId resource) {
        this.inForce = inForce;
        this.chain = chain;
        this.action = action;
        this.resource = resource;
        this.touched = inForce.catalog().touchedBy(resource);
    }

    static Consent decide(InForce inForce, Chain chain, Action action, AssetId resource) {
        return new ConsentRules(inForce, chain, action, resource).decide();
    }

    private Consent decide() {
        Optional<Person> person = inForce.directory().person(chain.person());
        if (person.isEmpty()) {
            return withheld(ConsentRefusal.PERSON_UNKNOWN, chain.person(), "");
        }
        if (!person.get().active()) {
            return withheld(ConsentRefusal.PERSON_INACTIVE, chain.person(), "");
        }
        for (ActorId agent : chain.agents()) {
            Optional<Passport> passport = inForce.directory().passport(agent);
            if (passport.isEmpty()) {
                return withheld(ConsentRefusal.AGENT_UNKNOWN, agent, "");
            }
            if (!passport.get().allowsActingFor(person.get())) {
                return withheld(
                        ConsentRefusal.AGENT_NOT_FOR_PERSON,
                        agent,
                        chain.person().toString());
            }
            Optional<AssetPattern> covering = covering(passport.get());
            if (covering.isEmpty()) {
                return withheld(ConsentRefusal.PASSPORT_DOES_NOT_COVER, agent, resource.toString());
            }
            evidence.add(
                    new Evidence("passport", agent.toString(), "may %s `%s`".formatted(action.word(), covering.get())));
        }
        // INVARIANT I2: every principal of the chain is asked; none is skipped because another one was permitted.
        for (ActorId principal : chain.principals()) {
            switch (inForce.policy().ask(principal, action, resource)) {
                case Policy.Answer.Permitted(var permits) -> evidence.addAll(permits);
                case Policy.Answer.Forbidden(var forbids) -> {
                    evidence.addAll(forbids);
                    return withheld(ConsentRefusal.POLICY_FORBIDS, principal, "");
                }
                case Policy.Answer.NotPermitted() -> {
                    return withheld(ConsentRefusal.NOT_PERMITTED, principal, "");
                }
                case Policy.Answer.Failed(var refusal, var detail) -> {
                    return withheld(refusal, principal, detail);
                }
            }
        }
        return new Consent.Given(inForce.revision(), touched, evidence);
    }

    /// What a passport says of reading and changing; the other actions are for people and never an agent's.
    private Optional<AssetPattern> covering(Passport passport) {
        List<AssetPattern> patterns = switch (action) {
            case READ -> passport.mayKnow();
            case CHANGE -> passport.mayChange();
            case STOP, RESUME, AUDIT, ADMINISTER -> List.of();
        };
        return patterns.stream()
                .filter(pattern -> pattern.matches(resource.toString()))
                .findFirst();
    }

    private Consent withheld(ConsentRefusal refusal, ActorId principal, String detail) {
        return new Consent.Withheld(inForce.revision(), touched, evidence, refusal, principal, detail);
    }
}
