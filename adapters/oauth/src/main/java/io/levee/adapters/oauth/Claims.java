package io.levee.adapters.oauth;

import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A token as claims, there and back: RFC 7519, `act` and `may_act` of RFC 8693, and three of our own,
/// `minted` (microseconds), `ancestors` and `started_from` (a session). Reading trusts nothing, though
/// only our own signature gets here.
final class Claims {
    /// The end of the year 9999; beyond it the arithmetic of dates is no longer ours.
    private static final long SECONDS_MAX = 253_402_300_799L;

    private Claims() {}

    static Map<String, Object> of(VerifiedToken token, String issuer) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", token.audience().claim());
        claims.put("sub", token.chain().person().toString());
        act(token.chain().agents()).ifPresent(act -> claims.put("act", act));
        token.mayAct().ifPresent(agent -> claims.put("may_act", Map.of("sub", agent.toString())));
        claims.put("jti", token.id().value());
        claims.put("sid", token.session().value());
        token.startedFrom().ifPresent(from -> claims.put("started_from", from.value()));
        claims.put("iat", token.mintedAt().getEpochSecond());
        claims.put("nbf", token.mintedAt().getEpochSecond());
        claims.put("exp", token.expiresAt().getEpochSecond());
        claims.put("minted", ChronoUnit.MICROS.between(Instant.EPOCH, token.mintedAt()));
        claims.put("ancestors", token.ancestors().stream().map(TokenId::value).toList());
        return claims;
    }

    /// The outermost `act` is who is calling; what it holds is who asked that agent, and so on (RFC 8693 §4.1).
    static Optional<Map<String, Object>> act(List<ActorId> agents) {
        Optional<Map<String, Object>> inner = Optional.empty();
        for (ActorId agent : agents) {
            Map<String, Object> outer = new LinkedHashMap<>();
            outer.put("sub", agent.toString());
            inner.ifPresent(act -> outer.put("act", act));
            inner = Optional.of(outer);
        }
        return inner;
    }

    static TokenCheck read(Map<String, Object> claims, String issuer) {
        if (!issuer.equals(claims.get("iss"))) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_ISSUER, "");
        }
        Optional<Audience> audience = Arrays.stream(Audience.values())
                .filter(known -> known.claim().equals(claims.get("aud")))
                .findFirst();
        if (audience.isEmpty()) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_AUDIENCE, "");
        }
        Chain chain;
        try {
            chain = new Chain(ActorId.parse(text(claims, "sub")), agents(claims));
        } catch (IllegalArgumentException e) {
            return new TokenCheck.Bad(IdentityRefusal.CHAIN_INVALID, "");
        }
        try {
            return new TokenCheck.Good(new VerifiedToken(
                    new TokenId(text(claims, "jti")),
                    ancestors(claims),
                    new SessionId(text(claims, "sid")),
                    claims.containsKey("started_from")
                            ? Optional.of(new SessionId(text(claims, "started_from")))
                            : Optional.empty(),
                    chain,
                    audience.get(),
                    mayAct(claims),
                    micros(claims),
                    seconds(claims, "exp")));
        } catch (IllegalArgumentException e) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_MALFORMED, "");
        }
    }

    /// Innermost first: the agent that the person asked.
    private static List<ActorId> agents(Map<String, Object> claims) {
        List<ActorId> agents = new ArrayList<>();
        Object act = claims.get("act");
        while (act != null) {
            if (!(act instanceof Map<?, ?> actor) || !(actor.get("sub") instanceof String sub)) {
                throw new IllegalArgumentException("`act` names no actor");
            }
            if (agents.size() == Chain.AGENTS_MAX) {
                throw new IllegalArgumentException("too deep");
            }
            agents.add(ActorId.parse(sub));
            act = actor.get("act");
        }
        Collections.reverse(agents);
        return agents;
    }

    private static List<TokenId> ancestors(Map<String, Object> claims) {
        if (!(claims.get("ancestors") instanceof List<?> names)) {
            throw new IllegalArgumentException("`ancestors` is no list");
        }
        List<TokenId> ancestors = new ArrayList<>();
        for (Object name : names) {
            ancestors.add(new TokenId(String.valueOf(name)));
        }
        return ancestors;
    }

    static Optional<ActorId> mayAct(Map<String, Object> claims) {
        Object mayAct = claims.get("may_act");
        if (mayAct == null) {
            return Optional.empty();
        }
        if (mayAct instanceof Map<?, ?> actor && actor.get("sub") instanceof String sub) {
            return Optional.of(ActorId.parse(sub));
        }
        throw new IllegalArgumentException("`may_act` names no actor");
    }

    static String text(Map<String, Object> claims, String name) {
        if (claims.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("`%s` is no text".formatted(name));
    }

    static Instant seconds(Map<String, Object> claims, String name) {
        if (claims.get(name) instanceof Number seconds
                && seconds.longValue() >= 0
                && seconds.longValue() <= SECONDS_MAX) {
            return Instant.ofEpochSecond(seconds.longValue());
        }
        throw new IllegalArgumentException("`%s` is no date".formatted(name));
    }

    private static Instant micros(Map<String, Object> claims) {
        if (claims.get("minted") instanceof Long micros && micros >= 0 && micros / 1_000_000 <= SECONDS_MAX) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
        throw new IllegalArgumentException("`minted` is no date");
    }
}
