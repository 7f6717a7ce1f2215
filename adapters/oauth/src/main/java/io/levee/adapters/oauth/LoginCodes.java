package io.levee.adapters.oauth;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.IdentityRefusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Codes that carry a login from the terminal to the browser: good once, within [Lifetimes#LOGIN_CODE], at the process
/// that made it. What stands in the browser's history afterwards opens nothing. Guarded by its own lock.
public final class LoginCodes {
    public static final int OPEN_MAX = 100;
    private static final int CODE_BYTES = 32;

    private final TokenIssuer issuer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Open> open = new HashMap<>();

    private record Open(VerifiedToken token, Instant until) {}

    public LoginCodes(TokenIssuer issuer, InstantSource clock, RandomGenerator random) {
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
    }

    /// For the person whose own token this is.
    public synchronized String open(VerifiedToken token) {
        if (!token.chain().agents().isEmpty()) {
            throw new IllegalArgumentException("an agent has no browser");
        }
        Instant now = clock.instant();
        open.values().removeIf(code -> !code.until().isAfter(now));
        if (open.size() >= OPEN_MAX) {
            throw new LeveeException(ErrorCode.TOO_MANY_REQUESTS, "too many login codes are open: wait a minute");
        }
        String code = Ids.random(random, CODE_BYTES);
        open.put(Secrets.hash("", code), new Open(token, now.plus(Lifetimes.LOGIN_CODE)));
        return code;
    }

    /// A token of its own for the browser; it ends with the one that asked for the code, and is revoked with it.
    public Minting exchange(String code) {
        Optional<VerifiedToken> parent = take(code);
        if (parent.isEmpty()) {
            return new Minting.Refused(new TokenCheck.Bad(
                    IdentityRefusal.LOGIN_REFUSED, "the code was used, is too old, or never was one"));
        }
        return issuer.again(parent.get());
    }

    private synchronized Optional<VerifiedToken> take(String code) {
        Open taken = open.remove(Secrets.hash("", code));
        return taken != null && clock.instant().isBefore(taken.until()) ? Optional.of(taken.token()) : Optional.empty();
    }
}
