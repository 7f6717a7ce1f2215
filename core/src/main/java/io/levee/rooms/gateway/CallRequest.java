package io.levee.rooms.gateway;

import io.levee.catalog.Api;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// One call as it came in. Whatever a client sends makes a valid request: what cannot be read is kept
/// as refused.
///
/// @param protocol  the door through which it came
/// @param method    upper case; `-` where the client sent no method, `CALL` for a tool
/// @param arguments what it says besides path and query that may name an asset, by parameter
/// @param bearer    the credential after `Bearer `, empty where none was sent
/// @param sending   headers and body, for a call that is held
public record CallRequest(
        Api.Protocol protocol,
        String method,
        NormalPath path,
        Map<String, String> arguments,
        String bearer,
        Sending sending) {
    /// The method of a tool.
    public static final String CALL = "CALL";

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");
    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    public CallRequest {
        if (!method.equals("-") && !METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException("`%s` is no method".formatted(PathRules.shown(method)));
        }
        arguments = Map.copyOf(arguments);
    }

    /// Nobody could approve it where it is held.
    public CallRequest(
            Api.Protocol protocol, String method, NormalPath path, Map<String, String> arguments, String bearer) {
        this(protocol, method, path, arguments, bearer, new Sending.Hidden());
    }

    /// A call over HTTP.
    ///
    /// @param target as it stands in the request line, or in `:path`
    public static CallRequest of(String method, String target, String bearer) {
        if (!METHOD.matcher(method).matches()) {
            return http("-", new NormalPath.Refused(GatewayRefusal.METHOD_MALFORMED, PathRules.shown(target)), bearer);
        }
        if (method.equals("CONNECT") || method.equals("TRACE")) {
            return http(method, new NormalPath.Refused(GatewayRefusal.METHOD_REFUSED, PathRules.shown(target)), bearer);
        }
        return http(method, PathRules.normalise(target), bearer);
    }

    /// A call over HTTP that another proxy carries, if it may. That one forwards the target as it was
    /// sent, so what is decided must be the same text: one that Levee's own proxy would write
    /// differently is refused.
    ///
    /// @param target as the other proxy forwards it
    public static CallRequest carriedElsewhere(String method, String target, String bearer) {
        CallRequest asked = of(method, target, bearer);
        return asked.path() instanceof NormalPath.Normal normal
                        && !normal.target().equals(target)
                ? http(
                        asked.method(),
                        new NormalPath.Refused(GatewayRefusal.PATH_NOT_NORMAL, asked.shownPath()),
                        bearer)
                : asked;
    }

    /// A call of a tool. What is no name of a server or a tool is refused like a path that cannot be read.
    ///
    /// @param arguments those that may name an asset: strings, numbers and booleans as text
    public static CallRequest tool(String server, String tool, Map<String, String> arguments, String bearer) {
        String target = "/" + server + "/" + tool;
        NormalPath path = TOOL.matcher(server).matches() && TOOL.matcher(tool).matches()
                ? new NormalPath.Normal(List.of(server, tool), target, "")
                : new NormalPath.Refused(GatewayRefusal.TOOL_NAME, PathRules.shown(target));
        return new CallRequest(Api.Protocol.MCP, CALL, path, arguments, bearer);
    }

    /// A call of a prompt or a resource of a server, by the name that the organisation gives it.
    ///
    /// @param kind `prompts` or `resources`
    public static CallRequest ofServer(
            String server, String kind, String name, Map<String, String> arguments, String bearer) {
        String target = "/" + server + "/" + kind + "/" + name;
        NormalPath path = TOOL.matcher(server).matches() && TOOL.matcher(name).matches()
                ? new NormalPath.Normal(List.of(server, kind, name), target, "")
                : new NormalPath.Refused(GatewayRefusal.TOOL_NAME, PathRules.shown(target));
        return new CallRequest(Api.Protocol.MCP, CALL, path, arguments, bearer);
    }

    private static CallRequest http(String method, NormalPath path, String bearer) {
        return new CallRequest(Api.Protocol.HTTP, method, path, Map.of(), bearer);
    }

    public CallRequest with(Sending what) {
        return new CallRequest(protocol, method, path, arguments, bearer, what);
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
