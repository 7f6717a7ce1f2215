package io.levee.adapters.envoy;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.levee.adapters.proxy.ElsewhereRules.Denied;
import io.levee.rooms.gateway.OpenCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `envoy.service.auth.v3.Authorization/Check`: one call that Envoy, or whatever speaks like it, holds
/// until it is answered.
final class EnvoyChecks extends AuthorizationGrpc.AuthorizationImplBase {
    /// In the proxy's configuration of a route: the API that its paths belong to, where they do not
    /// name it.
    static final String API = "levee-api";

    private final Checks checks;

    EnvoyChecks(Checks checks) {
        this.checks = checks;
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> responses) {
        var proxy = (ServerCallStreamObserver<CheckResponse>) responses;
        PendingCheck check = checks.open(read(request), proxyNanos(), new Reply(proxy));
        proxy.setOnCancelHandler(check::left);
        checks.decide(check);
    }

    private CheckReading read(CheckRequest request) {
        AttributeContext.HttpRequest http = request.getAttributes().getRequest().getHttp();
        List<CheckReading.Header> headers = new ArrayList<>();
        http.getHeadersMap().forEach((name, value) -> headers.add(new CheckReading.Header(name, value)));
        for (HeaderValue header : http.getHeaderMap().getHeadersList()) {
            String value = header.getRawValue().isEmpty()
                    ? header.getValue()
                    : header.getRawValue().toStringUtf8();
            headers.add(new CheckReading.Header(header.getKey(), value));
        }
        String api = request.getAttributes().getContextExtensionsMap().getOrDefault(API, "");
        return CheckReading.of(
                new CheckReading.Asked(api, http.getMethod(), target(http), headers, http.getSize()), checks.limits());
    }

    /// Envoy has the query in the path; others send it apart, or both ways.
    private static String target(AttributeContext.HttpRequest http) {
        String target = http.getPath();
        if (!http.getQuery().isEmpty() && !target.endsWith("?" + http.getQuery())) {
            target += "?" + http.getQuery(); // behind another query it is malformed, and refused as that
        }
        return http.getFragment().isEmpty() ? target : target + "#" + http.getFragment();
    }

    private static long proxyNanos() {
        @Nullable Deadline deadline = Context.current().getDeadline();
        return deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.NANOSECONDS);
    }

    private record Reply(ServerCallStreamObserver<CheckResponse> proxy) implements PendingCheck.Answer {
        @Override
        public boolean yes(OpenCall call, CheckReading asked) {
            if (proxy.isCancelled()) {
                return false;
            }
            send(EnvoyAnswers.yes(call, asked));
            return true;
        }

        @Override
        public void no(Denied denied) {
            if (!proxy.isCancelled()) {
                send(EnvoyAnswers.no(denied));
            }
        }

        private void send(CheckResponse response) {
            proxy.onNext(response);
            proxy.onCompleted();
        }
    }
}
