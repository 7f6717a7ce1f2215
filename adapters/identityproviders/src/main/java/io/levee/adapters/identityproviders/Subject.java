package io.levee.adapters.identityproviders;

import java.util.Map;
import java.util.Optional;

/// Whom a security event is about, in the three formats of
/// [RFC 9493](https://www.rfc-editor.org/rfc/rfc9493) that name a person or an account. A foothold
/// is written `email:ADDRESS`, `opaque:ID` or `iss_sub:ISSUER|SUBJECT`.
public sealed interface Subject {
    record Email(String address) implements Subject {
        @Override
        public Map<String, Object> members() {
            return Map.of("format", "email", "email", address);
        }
    }

    record Opaque(String id) implements Subject {
        @Override
        public Map<String, Object> members() {
            return Map.of("format", "opaque", "id", id);
        }
    }

    record OfIssuer(String issuer, String subject) implements Subject {
        @Override
        public Map<String, Object> members() {
            return Map.of("format", "iss_sub", "iss", issuer, "sub", subject);
        }
    }

    /// As the claim `sub_id` has them.
    Map<String, Object> members();

    /// @throws IllegalArgumentException where it is none of the three
    static Subject written(String id) {
        String rest = id.substring(id.indexOf(':') + 1);
        int bar = rest.lastIndexOf('|');
        if (id.startsWith("email:") && rest.indexOf('@') > 0) {
            return new Email(rest);
        }
        if (id.startsWith("opaque:") && !rest.isBlank()) {
            return new Opaque(rest);
        }
        if (id.startsWith("iss_sub:") && bar > 0 && bar < rest.length() - 1) {
            return new OfIssuer(rest.substring(0, bar), rest.substring(bar + 1));
        }
        throw new IllegalArgumentException(
                "`%s` is no subject: write `email:ADDRESS`, `opaque:ID` or `iss_sub:ISSUER|SUBJECT`".formatted(id));
    }

    /// Of a complex subject, its `user`. Empty where it is in no format that is read here.
    static Optional<Subject> read(Map<String, Object> members) {
        if (members.get("user") instanceof Map<?, ?> user) {
            return simple(user);
        }
        return simple(members);
    }

    private static Optional<Subject> simple(Map<?, ?> members) {
        return switch (text(members, "format")) {
            case "email" ->
                Optional.of(text(members, "email")).filter(it -> !it.isEmpty()).map(Email::new);
            case "opaque" ->
                Optional.of(text(members, "id")).filter(it -> !it.isEmpty()).map(Opaque::new);
            case "iss_sub" ->
                text(members, "iss").isEmpty() || text(members, "sub").isEmpty()
                        ? Optional.empty()
                        : Optional.of(new OfIssuer(text(members, "iss"), text(members, "sub")));
            default -> Optional.empty();
        };
    }

    private static String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }
}
