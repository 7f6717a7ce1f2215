package io.levee.adapters.envoy;

import io.levee.adapters.proxy.ElsewhereRules;
import io.levee.adapters.proxy.ElsewhereRules.Denied;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.OpenCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `/v1/check`, for proxies that ask over HTTP: nginx's `auth_request` and its like. 200 is yes, 401
/// and 403 are no, because such proxies take every other status for a broken server; what Levee's own
/// door would have said stands in `X-Levee-Status`.
final class PlainChecks extends Handler.Abstract.NonBlocking {
    static final String PATH = "/v1/check";
    static final String METHOD = "x-levee-check-method";
    static final String TARGET = "x-levee-check-target";
    static final String API = "x-levee-check-api";

    private static final String STATUS = "X-Levee-Status";
    private static final Set<String> OURS = Set.of(ProxySecret.HEADER, METHOD, TARGET, API);

    private final Checks checks;
    private final ProxySecret secret;

    PlainChecks(Checks checks, ProxySecret secret) {
        this.checks = checks;
        this.secret = secret;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        List<String> secrets = request.getHeaders().getValuesList(ProxySecret.HEADER);
        Reply reply = new Reply(response, callback);
        if (secrets.size() != 1 || !secret.matches(secrets.getFirst())) {
            reply.no(ElsewhereRules.denied(GatewayRefusal.PROXY_UNKNOWN));
            return true;
        }
        if (!PATH.equals(request.getHttpURI().getPath()) || !one(request, METHOD) || !one(request, TARGET)) {
            reply.no(ElsewhereRules.denied(GatewayRefusal.CHECK_MALFORMED));
            return true;
        }
        PendingCheck check = checks.open(read(request), Long.MAX_VALUE, reply);
        request.addFailureListener(_ -> check.left());
        checks.decide(check);
        return true;
    }

    private CheckReading read(Request request) {
        List<CheckReading.Header> headers = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            if (!OURS.contains(field.getName().toLowerCase(Locale.ROOT))) {
                headers.add(new CheckReading.Header(field.getName(), field.getValue() == null ? "" : field.getValue()));
            }
        }
        String api = String.join(",", request.getHeaders().getValuesList(API)); // two of them name none
        String method = request.getHeaders().getValuesList(METHOD).getFirst();
        String target = request.getHeaders().getValuesList(TARGET).getFirst();
        return CheckReading.of(new CheckReading.Asked(api, method, target, headers, -1), checks.limits());
    }

    private static boolean one(Request request, String name) {
        return request.getHeaders().getValuesList(name).size() == 1;
    }

    private record Reply(Response response, Callback callback) implements PendingCheck.Answer {
        @Override
        public boolean yes(OpenCall call, CheckReading asked) {
            ElsewhereRules.toSet(call).forEach(response.getHeaders()::put);
            send(200, 200, Map.of("Cache-Control", "no-store"), "");
            return true;
        }

        @Override
        public void no(Denied denied) {
            send(denied.status() == 401 ? 401 : 403, denied.status(), denied.headers(), denied.body());
        }

        private void send(int status, int meant, Map<String, String> headers, String body) {
            response.setStatus(status);
            headers.forEach(response.getHeaders()::put);
            response.getHeaders().put(STATUS, Integer.toString(meant));
            response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        }
    }
}
