package io.levee.rooms.gateway;

import java.util.regex.Pattern;

/// One call as it came in. Whatever a client sends makes a valid request: what cannot be read is kept as
/// refused.
///
/// @param method upper case, or `-` where the client sent no method
/// @param bearer the credential after `Bearer `, empty where none was sent
public record CallRequest(String method, NormalPath path, String bearer) {
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");

    public CallRequest {
        if (!method.equals("-") && !METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException("`%s` is no method".formatted(PathRules.shown(method)));
        }
    }

    /// @param target as it stands in the request line, or in `:path`
    public static CallRequest of(String method, String target, String bearer) {
        if (!METHOD.matcher(method).matches()) {
            return new CallRequest(
                    "-", new NormalPath.Refused(GatewayRefusal.METHOD_MALFORMED, PathRules.shown(target)), bearer);
        }
        if (method.equals("CONNECT") || method.equals("TRACE")) {
            return new CallRequest(
                    method, new NormalPath.Refused(GatewayRefusal.METHOD_REFUSED, PathRules.shown(target)), bearer);
        }
        return new CallRequest(method, PathRules.normalise(target), bearer);
    }

    /// For the record: the path without its query.
    String shownPath() {
        return switch (path) {
            case NormalPath.Normal normal -> PathRules.shown(normal.text());
            case NormalPath.Refused refused -> refused.shown();
        };
    }

    @Override
    public String toString() {
        return method + " " + shownPath(); // never the credential
    }
}
