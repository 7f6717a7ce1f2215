package io.levee.adapters.envoy;

import com.google.rpc.Code;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.levee.adapters.proxy.ElsewhereRules;
import io.levee.adapters.proxy.ElsewhereRules.Denied;
import io.levee.adapters.proxy.RateLimitRules;
import io.levee.rooms.gateway.OpenCall;
import java.util.Map;
import java.util.stream.Stream;

/// A yes and a no in the words of `envoy.service.auth.v3`. Pure.
final class EnvoyAnswers {
    private EnvoyAnswers() {}

    static CheckResponse yes(OpenCall call, CheckReading asked) {
        Map<String, String> set = ElsewhereRules.toSet(call);
        OkHttpResponse.Builder ok =
                OkHttpResponse.newBuilder().addAllHeadersToRemove(ElsewhereRules.toRemove(call, asked.names()));
        options(set).forEach(ok::addHeaders);
        ok.addResponseHeadersToAdd(options(set).findFirst().orElseThrow()); // the decision, as Levee's proxy answers it
        options(RateLimitRules.headers(call.quotas())).forEach(ok::addResponseHeadersToAdd);
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
                .setOkResponse(ok)
                .build();
    }

    /// A no is an answer, never a gRPC error: a proxy may be configured to let calls pass on errors.
    static CheckResponse no(Denied denied) {
        DeniedHttpResponse.Builder no = DeniedHttpResponse.newBuilder()
                .setStatus(HttpStatus.newBuilder().setCodeValue(denied.status()))
                .setBody(denied.body());
        options(denied.headers()).forEach(no::addHeaders);
        int code = denied.status() == 401 ? Code.UNAUTHENTICATED_VALUE : Code.PERMISSION_DENIED_VALUE;
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(code))
                .setDeniedResponse(no)
                .build();
    }

    private static Stream<HeaderValueOption> options(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> HeaderValueOption.newBuilder()
                        .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                        .setHeader(
                                HeaderValue.newBuilder().setKey(header.getKey()).setValue(header.getValue()))
                        .build());
    }
}
