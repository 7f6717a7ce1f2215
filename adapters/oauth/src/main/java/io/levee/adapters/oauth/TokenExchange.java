package io.levee.adapters.oauth;

import io.levee.facts.IdentityFact;
import io.levee.fault.Refusal;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Directory;
import io.levee.identity.IdentityRefusal;
import io.levee.ledger.Ledger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The token endpoint's one grant: token exchange (RFC 8693). Everything it grants is recorded before it is handed out,
/// and what it refuses to an agent that proved itself is recorded too.
public final class TokenExchange {
    public static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    public static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
    public static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    private static final Set<String> SUBJECT_TYPES = Set.of(ACCESS_TOKEN, ID_TOKEN, JWT);

    private final ClientAuthentication clients;
    private final TokenVerifier tokens;
    private final PersonTokens people;
    private final TokenIssuer issuer;
    private final Supplier<Directory> directory;
    private final Ledger ledger;
    private final Pace refusalsRecorded;

    public TokenExchange(
            ClientAuthentication clients,
            TokenVerifier tokens,
            PersonTokens people,
            TokenIssuer issuer,
            Supplier<Directory> directory,
            Ledger ledger,
            Pace refusalsRecorded) {
        this.clients = clients;
        this.tokens = tokens;
        this.people = people;
        this.issuer = issuer;
        this.directory = directory;
        this.ledger = ledger;
        this.refusalsRecorded = refusalsRecorded;
    }

    public sealed interface Outcome {
        /// @param type of the token, as RFC 8693 names it
        record Granted(Minting.Minted token, String type) implements Outcome {}

        record Refused(OAuthError error, Optional<Refusal> why, String detail) implements Outcome {}
    }

    /// @param authorization the header, empty where none was sent
    public Outcome exchange(String authorization, Form form) {
        if (!form.text("grant_type").equals(GRANT)) {
            return new Outcome.Refused(
                    OAuthError.UNSUPPORTED_GRANT_TYPE, Optional.empty(), "use `%s`".formatted(GRANT));
        }
        return switch (clients.authenticate(authorization, form)) {
            case ClientAuthentication.Client.Unknown(var refusal, var claimed, var detail) ->
                refused(OAuthError.INVALID_CLIENT, claimed, Optional.empty(), refusal, detail);
            case ClientAuthentication.Client.Known(var agent) -> exchange(agent, form);
        };
    }

    private Outcome exchange(ActorId client, Form form) {
        if (form.has("scope")) {
            return new Outcome.Refused(
                    OAuthError.INVALID_SCOPE,
                    Optional.empty(),
                    "rights come from policies, asked at each call: send no scope");
        }
        Optional<Audience> audience = audience(form);
        if (audience.isEmpty() || form.has("resource")) {
            return new Outcome.Refused(
                    OAuthError.INVALID_TARGET, Optional.empty(), "the audience is `levee-gateway` or `levee-api`");
        }
        Optional<ActorId> forAgent;
        try {
            forAgent = form.has("for_agent") ? Optional.of(ActorId.agent(form.text("for_agent"))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused(OAuthError.INVALID_REQUEST, Optional.empty(), "for_agent is no agent's name");
        }
        return switch (subject(client, form)) {
            case TokenCheck.Bad(var refusal, var detail) ->
                refused(OAuthError.INVALID_REQUEST, Optional.of(client), Optional.empty(), refusal, detail);
            case TokenCheck.Good(var subject) -> exchange(client, subject, form, forAgent, audience.get());
        };
    }

    private Outcome exchange(
            ActorId client, VerifiedToken subject, Form form, Optional<ActorId> forAgent, Audience audience) {
        Optional<ActorId> person = Optional.of(subject.chain().person());
        Optional<ExchangeRules.Actor> actor = Optional.empty();
        if (form.has("actor_token")) {
            actor = actor(form);
            if (actor.isEmpty()) {
                return refused(
                        OAuthError.INVALID_REQUEST,
                        Optional.of(client),
                        person,
                        IdentityRefusal.AGENT_CREDENTIAL,
                        "actor_token");
            }
        }
        return switch (ExchangeRules.rule(client, subject, actor, forAgent, directory.get())) {
            case ExchangeRules.Ruling.No(var refusal, var detail) ->
                refused(OAuthError.INVALID_REQUEST, Optional.of(client), person, refusal, detail);
            case ExchangeRules.Ruling.Token(var chain) -> {
                if (subject.lineage().size() > VerifiedToken.ANCESTORS_MAX) {
                    yield refused(
                            OAuthError.INVALID_REQUEST,
                            Optional.of(client),
                            person,
                            IdentityRefusal.CHAIN_INVALID,
                            "exchanged too often in a row");
                }
                yield answer(client, subject, issuer.exchanged(subject, chain, audience), ACCESS_TOKEN);
            }
            case ExchangeRules.Ruling.Ticket(var agent) -> answer(client, subject, issuer.ticket(subject, agent), JWT);
        };
    }

    private Outcome answer(ActorId client, VerifiedToken subject, Minting minting, String type) {
        return switch (minting) {
            case Minting.Minted minted -> new Outcome.Granted(minted, type);
            case Minting.Refused(var why) ->
                refused(
                        OAuthError.INVALID_REQUEST,
                        Optional.of(client),
                        Optional.of(subject.chain().person()),
                        why.refusal(),
                        why.detail());
        };
    }

    /// A token of ours, or one of the issuer of people; which of them it is, it says itself, and is then checked.
    private TokenCheck subject(ActorId client, Form form) {
        String token = form.text("subject_token");
        if (!SUBJECT_TYPES.contains(form.text("subject_token_type"))) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_MALFORMED, "subject_token_type");
        }
        if (!people.issued(token)) {
            return tokens.check(token, Audience.values());
        }
        return switch (people.prove(token)) {
            case PersonTokens.Proof.Nobody(var refusal, var detail) -> new TokenCheck.Bad(refusal, detail);
            case PersonTokens.Proof.Person(var person, var mayAct, var by, var until) -> {
                if (!mayAct.equals(Optional.of(client))) {
                    yield new TokenCheck.Bad(IdentityRefusal.CHAIN_SPLICED, "the person's token names another agent");
                }
                yield switch (issuer.login(person, by, mayAct, until)) {
                    case Minting.Minted minted -> new TokenCheck.Good(minted.token());
                    case Minting.Refused(var why) -> why;
                };
            }
        };
    }

    /// Empty where the actor token is not good.
    private Optional<ExchangeRules.Actor> actor(Form form) {
        String token = form.text("actor_token");
        return switch (form.text("actor_token_type")) {
            case ACCESS_TOKEN ->
                tokens.check(token, Audience.GATEWAY, Audience.API) instanceof TokenCheck.Good(var good)
                        ? Optional.of(new ExchangeRules.Actor(good.chain().caller(), Optional.of(good)))
                        : Optional.empty();
            case JWT ->
                clients.assertion(token) instanceof ClientAuthentication.Client.Known(var agent)
                        ? Optional.of(new ExchangeRules.Actor(agent, Optional.empty()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Audience> audience(Form form) {
        if (!form.has("audience")) {
            return Optional.of(Audience.GATEWAY);
        }
        return Arrays.stream(Audience.values())
                .filter(audience -> audience != Audience.EXCHANGE)
                .filter(audience -> audience.claim().equals(form.text("audience")))
                .findFirst();
    }

    private Outcome refused(
            OAuthError error,
            Optional<ActorId> agent,
            Optional<ActorId> person,
            IdentityRefusal refusal,
            String detail) {
        // strangers can be refused faster than anything can be recorded
        if (refusalsRecorded.allows()) {
            ledger.write(new IdentityFact.ExchangeRefused(agent, person, refusal.code(), detail));
        }
        return new Outcome.Refused(error, Optional.of(refusal), detail);
    }
}
