package io.levee.adapters.oauth;

import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import java.util.Optional;

/// Who may exchange what for what; pure. ADR 0040 tells the whole of it.
///
/// | subject token | who asks | without `for_agent` | with `for_agent` |
/// |---|---|---|---|
/// | ticket that names an agent | that agent | the chain with it at its end | – |
/// | ticket that names an agent | anybody else | spliced | spliced |
/// | token of a chain | its last agent | the same chain, another audience | a ticket of the chain for that agent |
/// | token of a chain | anybody else | spliced | spliced |
/// | a person's own token | any agent | spliced | spliced |
final class ExchangeRules {
    private ExchangeRules() {}

    sealed interface Ruling {
        /// A token with this chain, for the audience that was asked for.
        record Token(Chain chain) implements Ruling {}

        /// A ticket of the subject's chain, for this agent.
        record Ticket(ActorId agent) implements Ruling {}

        record No(IdentityRefusal refusal, String detail) implements Ruling {}
    }

    /// @param actor who the actor token speaks for, where one was sent
    static Ruling rule(
            ActorId client,
            VerifiedToken subject,
            Optional<Actor> actor,
            Optional<ActorId> forAgent,
            Directory directory) {
        if (actor.isPresent() && !issuedForEachOther(client, subject, actor.get())) {
            return new Ruling.No(
                    IdentityRefusal.CHAIN_SPLICED,
                    "actor %s with subject of %s".formatted(actor.get().agent(), subject.session()));
        }
        if (subject.audience() == Audience.EXCHANGE) {
            return ticket(client, subject, forAgent);
        }
        // INVARIANT I2: a person's own token never becomes an agent's, and one agent's never another's
        if (subject.chain().agents().isEmpty() || !subject.chain().caller().equals(client)) {
            return new Ruling.No(
                    IdentityRefusal.CHAIN_SPLICED,
                    "%s with a token of %s".formatted(client, subject.chain().caller()));
        }
        return forAgent.isEmpty() ? new Ruling.Token(subject.chain()) : delegation(subject, forAgent.get(), directory);
    }

    private static Ruling ticket(ActorId client, VerifiedToken subject, Optional<ActorId> forAgent) {
        if (!subject.mayAct().equals(Optional.of(client))) {
            return new Ruling.No(
                    IdentityRefusal.CHAIN_SPLICED,
                    "%s with a ticket for %s"
                            .formatted(
                                    client,
                                    subject.mayAct().map(ActorId::toString).orElse("nobody")));
        }
        if (forAgent.isPresent()) {
            return new Ruling.No(IdentityRefusal.CHAIN_SPLICED, "a ticket cannot be passed on: exchange it first");
        }
        try {
            return new Ruling.Token(subject.chain().delegatedTo(client));
        } catch (IllegalArgumentException _) {
            return new Ruling.No(IdentityRefusal.CHAIN_INVALID, "%s after %s".formatted(client, subject.chain()));
        }
    }

    /// Says no already when the ticket is asked for, not only when it is exchanged.
    private static Ruling delegation(VerifiedToken subject, ActorId agent, Directory directory) {
        try {
            subject.chain().delegatedTo(agent);
        } catch (IllegalArgumentException _) {
            return new Ruling.No(IdentityRefusal.CHAIN_INVALID, "%s after %s".formatted(agent, subject.chain()));
        }
        Optional<Passport> passport = directory.passport(agent);
        if (passport.isEmpty()) {
            return new Ruling.No(IdentityRefusal.AGENT_UNKNOWN, agent.toString());
        }
        Optional<Person> person = directory.person(subject.chain().person());
        if (person.isEmpty() || !passport.get().allowsActingFor(person.get())) {
            return new Ruling.No(
                    IdentityRefusal.AGENT_NOT_FOR_PERSON,
                    "%s for %s".formatted(agent, subject.chain().person()));
        }
        return new Ruling.Ticket(agent);
    }

    /// The actor is the client itself; and where it shows a token of Levee, that is of the subject's own run.
    private static boolean issuedForEachOther(ActorId client, VerifiedToken subject, Actor actor) {
        if (!actor.agent().equals(client)) {
            return false;
        }
        return actor.token().isEmpty()
                || (actor.token().get().session().equals(subject.session())
                        && actor.token()
                                .get()
                                .chain()
                                .person()
                                .equals(subject.chain().person()));
    }

    /// @param token empty where the actor token is the agent's own signature and not a token of Levee
    record Actor(ActorId agent, Optional<VerifiedToken> token) {}
}
