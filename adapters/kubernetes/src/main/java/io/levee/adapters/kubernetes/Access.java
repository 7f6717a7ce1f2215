package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.levee.rooms.stop.Secrets;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The way to one cluster: a context of the kubeconfig, a service account inside the cluster, or an address with a
/// bearer token. Opened anew for each stop, so that what was rotated meanwhile is used;
/// for jobs one client stays.
record Access(
        Optional<String> context, Optional<String> url, Optional<String> secret, Optional<String> ca, Secrets secrets) {
    private static final int ANSWER_MILLIS_MAX = 3_000;

    /// @throws IllegalArgumentException where the settings do not go together
    static Access of(Map<String, String> settings, Secrets secrets) {
        Optional<String> url = Optional.ofNullable(settings.get("url"));
        Optional<String> context = Optional.ofNullable(settings.get("context"));
        Optional<String> secret = Optional.ofNullable(settings.get("secret"));
        Optional<String> ca = Optional.ofNullable(settings.get("ca"));
        if (url.isPresent() && context.isPresent()) {
            throw new IllegalArgumentException(
                    "`context` and `url` both say which cluster: leave out `%s`".formatted(url.get()));
        }
        if (url.isEmpty() && (secret.isPresent() || ca.isPresent())) {
            throw new IllegalArgumentException("`secret` and `ca` are for a cluster at a `url`");
        }
        url.filter(it -> !isHttps(it)).ifPresent(it -> {
            throw new IllegalArgumentException(
                    "`%s` is no address of a cluster: write `https://HOST:PORT`".formatted(it));
        });
        return new Access(context, url, secret, ca, secrets);
    }

    private static boolean isHttps(String url) {
        try {
            URI uri = URI.create(url);
            return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    KubernetesClient open() {
        ConfigBuilder builder = config();
        secret.ifPresent(name -> builder.withOauthToken(secrets.secret(name)));
        return new KubernetesClientBuilder().withConfig(builder.build()).build();
    }

    /// For many requests over days: the token is asked for with each of them.
    KubernetesClient lasting() {
        ConfigBuilder builder = config();
        secret.ifPresent(name -> builder.withOauthTokenProvider(() -> secrets.secret(name)));
        return new KubernetesClientBuilder().withConfig(builder.build()).build();
    }

    private ConfigBuilder config() {
        Config config = url.isPresent() ? Config.empty() : Config.autoConfigure(context.orElse(null));
        ConfigBuilder builder = new ConfigBuilder(config)
                .withConnectionTimeout(ANSWER_MILLIS_MAX)
                .withRequestTimeout(ANSWER_MILLIS_MAX)
                .withRequestRetryBackoffLimit(0);
        url.ifPresent(builder::withMasterUrl);
        ca.ifPresent(builder::withCaCertFile);
        return builder;
    }
}
