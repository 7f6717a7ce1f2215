package io.levee.adapters.envoy;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/// Lets in who knows the secret, before a byte of the check is read.
final class KnownProxies implements ServerInterceptor {
    static final Metadata.Key<String> SECRET = Metadata.Key.of(ProxySecret.HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private final ProxySecret secret;

    KnownProxies(ProxySecret secret) {
        this.secret = secret;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
        if (secret.matches(metadata.get(SECRET))) {
            return next.startCall(call, metadata);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription(
                        "send the proxy secret as metadata `" + ProxySecret.HEADER + "`"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
