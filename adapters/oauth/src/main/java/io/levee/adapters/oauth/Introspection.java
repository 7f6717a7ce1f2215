package io.levee.adapters.oauth;

import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Says what a token is worth now (RFC 7662), to those whom it concerns; to anybody else every token is inactive.
public final class Introspection {
    private final TokenVerifier tokens;
    private final String issuer;

    public Introspection(TokenVerifier tokens, String issuer) {
        this.tokens = tokens;
        this.issuer = issuer;
    }

    /// For an agent: what it is part of itself, or a ticket that names it.
    public Map<String, Object> forAgent(ActorId agent, String token) {
        return introspect(
                token,
                read -> read.chain().contains(agent)
                        || read.mayAct().filter(agent::equals).isPresent());
    }

    /// For a person: what was issued on their behalf, and everything where they may audit.
    public Map<String, Object> forPerson(ActorId person, boolean auditor, String token) {
        return introspect(token, read -> auditor || read.chain().person().equals(person));
    }

    private Map<String, Object> introspect(String token, Predicate<VerifiedToken> concerns) {
        if (!(tokens.check(token, Audience.values()) instanceof TokenCheck.Good(var read)) || !concerns.test(read)) {
            return Map.of("active", false);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("active", true);
        answer.put("token_type", "Bearer");
        if (read.chain().caller().isAgent()) {
            answer.put("client_id", read.chain().caller().name());
        }
        answer.put("username", read.chain().person().name());
        answer.putAll(Claims.of(read, issuer));
        return answer;
    }
}
