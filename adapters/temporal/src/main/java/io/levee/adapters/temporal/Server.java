package io.levee.adapters.temporal;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Secrets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The way to one Temporal frontend. Opened anew for each stop, so that a key that was rotated meanwhile is used.
@FunctionalInterface
interface Server {
    Connection connect();

    /// @param end what is done once nobody asks any more
    record Connection(Channel channel, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /// From `target`, `namespace` and, for an API key, `secret`. By TLS but to this machine.
    ///
    /// @throws IllegalArgumentException where they are not what they should be
    static Server of(StopperSource source, Secrets secrets) {
        String target = source.settings().getOrDefault("target", "");
        Matcher address = Address.FORM.matcher(target);
        if (!address.matches()) {
            throw new IllegalArgumentException("`%s` is no address of a frontend: write `HOST:PORT`".formatted(target));
        }
        String host = address.group("host");
        int port = Integer.parseInt(address.group("port"));
        boolean plain = List.of("localhost", "127.0.0.1").contains(host);
        Optional<String> secret = Optional.ofNullable(source.settings().get("secret"));
        String namespace = source.settings().getOrDefault("namespace", "");
        return () -> {
            ManagedChannelBuilder<?> builder = ManagedChannelBuilder.forAddress(host, port);
            ManagedChannel channel = (plain ? builder.usePlaintext() : builder.useTransportSecurity()).build();
            Metadata headers = new Metadata();
            headers.put(Address.NAMESPACE, namespace);
            secret.ifPresent(name -> headers.put(Address.AUTHORIZATION, "Bearer " + secrets.secret(name)));
            return new Connection(
                    ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
                    channel::shutdownNow);
        };
    }

    /// How an address is written, and what Temporal Cloud wants to be told.
    final class Address {
        private static final Pattern FORM = Pattern.compile("(?<host>[A-Za-z0-9.-]{1,253}):(?<port>[0-9]{1,5})");
        private static final Metadata.Key<String> AUTHORIZATION =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
        private static final Metadata.Key<String> NAMESPACE =
                Metadata.Key.of("temporal-namespace", Metadata.ASCII_STRING_MARSHALLER);

        private Address() {}
    }
}
