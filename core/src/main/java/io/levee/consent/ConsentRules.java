package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Chain;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Joins the answers of everybody in the chain. Pure: the same snapshot and question always give the
/// same consent.
///
/// To decide, it asks until the first no; to explain, it asks on. Both walk the same questions in the
/// same order, so an explanation cannot tell another story than the decision did.
final class ConsentRules {
    private final InForce inForce;
    private final Chain chain;
    private final Action action;
    private final AssetId resource;
    private final boolean untilFirstNo;
    private final List<Ground> grounds = new ArrayList<>();

    private ConsentRules(InForce inForce, Chain chain, Action action, AssetId resource, boolean untilFirstNo) {
        this.inForce = inForce;
        this.chain = chain;
        this.action = action;
        this.resource = resource;
        this.untilFirstNo = untilFirstNo;
    }

    static Consent decide(InForce inForce, Chain chain, Action action, AssetId resource) {
        ConsentRules rules = new ConsentRules(inForce, chain, action, resource, true);
        rules.ask();
        return rules.consent();
    }

    static Explanation explain(InForce inForce, Chain chain, Action action, AssetId resource) {
        ConsentRules rules = new ConsentRules(inForce, chain, action, resource, false);
        rules.ask();
        return new Explanation(chain, action, resource, rules.grounds, rules.consent());
    }

    private void ask() {
        Optional<Person> person = inForce.directory().person(chain.person());
        if (decided(identity(person))) {
            return;
        }
        for (ActorId agent : chain.agents()) {
            Optional<Passport> passport = inForce.directory().passport(agent);
            if (decided(identity(agent, passport))) {
                return;
            }
            if (passport.isPresent() && decided(delegation(passport.get(), person))) {
                return;
            }
            if (passport.isPresent() && decided(passport(passport.get()))) {
                return;
            }
        }
        // INVARIANT I2: every principal of the chain is asked; none is skipped because another one was permitted.
        for (ActorId principal : chain.principals()) {
            if (decided(policy(principal))) {
                return;
            }
        }
    }

    private boolean decided(Ground ground) {
        grounds.add(ground);
        return untilFirstNo && !ground.isYes();
    }

    private Ground identity(Optional<Person> found) {
        if (found.isEmpty()) {
            return Ground.no(chain.person(), Ground.Question.IDENTITY, ConsentRefusal.PERSON_UNKNOWN, List.of(), "");
        }
        Person person = found.get();
        List<Evidence> evidence = List.of(new Evidence("person", person.id().toString(), facts(person)));
        return person.active()
                ? Ground.yes(person.id(), Ground.Question.IDENTITY, evidence)
                : Ground.no(person.id(), Ground.Question.IDENTITY, ConsentRefusal.PERSON_INACTIVE, evidence, "");
    }

    private static Ground identity(ActorId agent, Optional<Passport> passport) {
        return passport.isPresent()
                ? Ground.yes(agent, Ground.Question.IDENTITY, List.of())
                : Ground.no(agent, Ground.Question.IDENTITY, ConsentRefusal.AGENT_UNKNOWN, List.of(), "");
    }

    private Ground delegation(Passport passport, Optional<Person> person) {
        return person.filter(passport::allowsActingFor).isPresent()
                ? Ground.yes(passport.agent(), Ground.Question.DELEGATION, List.of())
                : Ground.no(
                        passport.agent(),
                        Ground.Question.DELEGATION,
                        ConsentRefusal.AGENT_NOT_FOR_PERSON,
                        List.of(),
                        chain.person().toString());
    }

    private Ground passport(Passport passport) {
        String asset = resource.toString();
        Optional<AssetPattern> covering = patterns(passport).stream()
                .filter(pattern -> pattern.matches(asset))
                .findFirst();
        if (covering.isEmpty()) {
            return Ground.no(
                    passport.agent(),
                    Ground.Question.PASSPORT,
                    ConsentRefusal.PASSPORT_DOES_NOT_COVER,
                    List.of(),
                    asset);
        }
        String note = "may " + action.word() + " `" + covering.get() + "`";
        return Ground.yes(
                passport.agent(),
                Ground.Question.PASSPORT,
                List.of(new Evidence("passport", passport.agent().toString(), note)));
    }

    /// What a passport says of reading and changing; the other actions are for people and never an
    /// agent's.
    private List<AssetPattern> patterns(Passport passport) {
        return switch (action) {
            case READ -> passport.mayKnow();
            case CHANGE -> passport.mayChange();
            case STOP, RESUME, AUDIT, ADMINISTER, OVERRIDE, DECLASSIFY, APPROVE, APPROVE_OWN -> List.of();
        };
    }

    private Ground policy(ActorId principal) {
        Ground.Question question = Ground.Question.POLICY;
        if (inForce.catalog().decoys().has(resource)) {
            // whatever a policy says, and in the words of one that says nothing
            return Ground.no(principal, question, ConsentRefusal.NOT_PERMITTED, List.of(), "");
        }
        return switch (inForce.policy().ask(principal, action, resource)) {
            case Policy.Answer.Permitted(var permits) -> Ground.yes(principal, question, permits);
            case Policy.Answer.Held(var permits, var hold)
            when holdable() -> Ground.held(principal, question, permits, hold);
            case Policy.Answer.Held(var permits, var _) ->
                Ground.no(principal, question, ConsentRefusal.HOLD_NOT_POSSIBLE, permits, "");
            case Policy.Answer.Forbidden(var forbids) ->
                Ground.no(principal, question, ConsentRefusal.POLICY_FORBIDS, forbids, "");
            case Policy.Answer.NotPermitted() ->
                Ground.no(principal, question, ConsentRefusal.NOT_PERMITTED, List.of(), "");
            case Policy.Answer.Failed(var refusal, var detail) ->
                Ground.no(principal, question, refusal, List.of(), detail);
        };
    }

    /// An agent's person agrees to a call; what only people do has no agent to wait for them.
    private boolean holdable() {
        return action == Action.READ || action == Action.CHANGE;
    }

    private Consent consent() {
        List<Evidence> evidence = new ArrayList<>();
        for (Ground ground : grounds) {
            evidence.addAll(ground.evidence());
            if (ground.refusal().isPresent()) {
                return new Consent.Withheld(
                        inForce.revision(),
                        inForce.catalog().touchedBy(resource),
                        evidence,
                        ground.refusal().get(),
                        ground.principal(),
                        ground.detail());
            }
        }
        Consent.Given given =
                new Consent.Given(inForce.revision(), inForce.catalog().touchedBy(resource), evidence);
        // INVARIANT I2: a hold of anybody in the chain holds, whatever the others permit.
        return grounds.stream()
                .flatMap(ground -> ground.hold().stream())
                .reduce(Hold::and)
                .<Consent>map(given::held)
                .orElse(given);
    }

    private static String facts(Person person) {
        return (person.active() ? "active" : "inactive")
                + "; teams: " + listed(person.teams())
                + "; roles: " + listed(person.roles());
    }

    private static String listed(Set<?> names) {
        if (names.isEmpty()) {
            return "none";
        }
        return names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
