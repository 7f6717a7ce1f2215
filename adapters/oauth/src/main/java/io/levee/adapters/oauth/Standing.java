package io.levee.adapters.oauth;

import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.facts.IdentityFact;
import io.levee.facts.Layer;
import io.levee.facts.Run;
import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.TokenId;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether a token still stands, asked anew for every call: revocations, stops, and what the organisation says now.
/// Nothing here is cached, so a change takes effect with the next call.
public final class Standing {
    private final Supplier<Directory> directory;
    private final Revocations revocations;
    private final OpenStops stops;
    private final Runs runs;

    public Standing(Supplier<Directory> directory, Revocations revocations, OpenStops stops, Runs runs) {
        this.directory = directory;
        this.revocations = revocations;
        this.stops = stops;
        this.runs = runs;
    }

    /// Why the token does not stand; empty where it does.
    Optional<TokenCheck.Bad> objection(VerifiedToken token) {
        Optional<TokenId> revoked = revocations.revoked(token);
        if (revoked.isPresent()) {
            return bad(IdentityRefusal.TOKEN_REVOKED, revoked.get().value());
        }
        Directory now = directory.get();
        Optional<Person> person = now.person(token.chain().person());
        if (person.isEmpty()) {
            return bad(IdentityRefusal.PERSON_UNKNOWN, token.chain().person().toString());
        }
        if (!person.get().active()) {
            return bad(IdentityRefusal.PERSON_INACTIVE, person.get().id().toString());
        }
        for (ActorId agent : token.chain().agents()) {
            Optional<TokenCheck.Bad> objection = objection(now, agent, person.get());
            if (objection.isPresent()) {
                return objection;
            }
        }
        Supplier<Run> run = () -> runs.of(token.chain(), token.session(), token.startedFrom());
        Optional<StopFact.Ordered> stop = stops.covering(Layer.IDENTITY, run);
        if (stop.isPresent()) {
            return bad(IdentityRefusal.SCOPE_STOPPED, stop.get().stop().value());
        }
        Optional<IdentityFact.ScopeRevoked> scope = revocations.covering(token.mintedAt(), run);
        return scope.flatMap(covering ->
                bad(IdentityRefusal.TOKEN_REVOKED, "%s by %s".formatted(covering.scope(), covering.stop())));
    }

    private static Optional<TokenCheck.Bad> objection(Directory now, ActorId agent, Person person) {
        Optional<Passport> passport = now.passport(agent);
        if (passport.isEmpty()) {
            return bad(IdentityRefusal.AGENT_UNKNOWN, agent.toString());
        }
        if (!passport.get().allowsActingFor(person)) {
            return bad(IdentityRefusal.AGENT_NOT_FOR_PERSON, "%s for %s".formatted(agent, person.id()));
        }
        return Optional.empty();
    }

    private static Optional<TokenCheck.Bad> bad(IdentityRefusal refusal, String detail) {
        return Optional.of(new TokenCheck.Bad(refusal, detail));
    }
}
