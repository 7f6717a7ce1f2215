package io.levee.adapters.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The example configuration against Envoy's own definitions: every field known, every `Any` resolved.
final class EnvoyExampleTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("levee.root", "../..")).resolve("examples/proxies/envoy.yaml");
    private static final TypeRegistry TYPES = TypeRegistry.newBuilder()
            .add(HttpConnectionManager.getDescriptor())
            .add(ExtAuthz.getDescriptor())
            .add(ExtAuthzPerRoute.getDescriptor())
            .add(Router.getDescriptor())
            .add(HttpProtocolOptions.getDescriptor())
            .build();

    @Test
    void theExampleIsWhatEnvoyReads() throws IOException {
        Bootstrap bootstrap = parsed(Files.readString(EXAMPLE));

        var manager = bootstrap
                .getStaticResources()
                .getListeners(0)
                .getFilterChains(0)
                .getFilters(0)
                .getTypedConfig()
                .unpack(HttpConnectionManager.class);
        ExtAuthz ask = manager.getHttpFilters(0).getTypedConfig().unpack(ExtAuthz.class);
        assertThat(ask.getFailureModeAllow()).isFalse();
        assertThat(ask.getGrpcService().getInitialMetadata(0).getKey()).isEqualTo(ProxySecret.HEADER);
        assertThat(manager.getNormalizePath().getValue()).isFalse();
        ExtAuthzPerRoute route = manager.getRouteConfig()
                .getVirtualHosts(0)
                .getRoutes(0)
                .getTypedPerFilterConfigOrThrow(manager.getHttpFilters(0).getName())
                .unpack(ExtAuthzPerRoute.class);
        assertThat(route.getCheckSettings().getContextExtensionsMap()).containsEntry(EnvoyChecks.API, "warehouse");
    }

    @Test
    void aMistakeInItWouldBeSeen() throws IOException {
        String example = Files.readString(EXAMPLE);
        assertThatThrownBy(() -> parsed(example.replace("failure_mode_allow", "failure_mode_alow")))
                .isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> parsed(example.replace("ext_authz.v3.ExtAuthz\n", "ext_authz.v3.Nothing\n")))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    private static Bootstrap parsed(String yaml) throws InvalidProtocolBufferException {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        Bootstrap.Builder bootstrap = Bootstrap.newBuilder();
        JsonFormat.parser().usingTypeRegistry(TYPES).merge(new Gson().toJson(tree), bootstrap);
        return bootstrap.build();
    }
}
