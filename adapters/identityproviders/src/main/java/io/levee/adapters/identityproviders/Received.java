package io.levee.adapters.identityproviders;

import io.levee.facts.Scope;
import java.util.Locale;

/// What came of one pushed security event, and what its issuer is told
/// ([RFC 8935, 2.2 to 2.4](https://www.rfc-editor.org/rfc/rfc8935#section-2.2)).
public sealed interface Received {
    /// @param event its `jti`
    /// @param scope whom to stop before it is acknowledged
    record Revoked(String event, Scope.Person scope) implements Received {}

    record Ignored(String event, Why why) implements Received {}

    record Refused(Code code) implements Received {}

    /// The issuer's keys cannot be read now.
    record Later() implements Received {}

    enum Why {
        ANOTHER_EVENT,
        UNKNOWN_PERSON,
        REPEATED
    }

    enum Code {
        INVALID_REQUEST("no security event that is read here"),
        INVALID_KEY("no key of the issuer signed it"),
        INVALID_ISSUER("another issuer is expected"),
        INVALID_AUDIENCE("it is for somebody else"),
        AUTHENTICATION_FAILED("the signature is wrong");

        private final String description;

        Code(String description) {
            this.description = description;
        }
    }

    default int status() {
        return switch (this) {
            case Revoked _, Ignored _ -> 202;
            case Refused _ -> 400;
            case Later _ -> 503;
        };
    }

    /// JSON; empty where there is nothing to say.
    default String body() {
        return this instanceof Refused(Code code)
                ? "{\"err\":\"%s\",\"description\":\"%s\"}"
                        .formatted(code.name().toLowerCase(Locale.ROOT), code.description)
                : "";
    }
}
