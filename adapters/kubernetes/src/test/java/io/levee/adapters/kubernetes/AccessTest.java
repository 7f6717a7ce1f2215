package io.levee.adapters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.levee.testkit.StopTrial;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AccessTest {
    @Test
    void anAddressIsUsedWithTheTokenAsItIsNow() {
        AtomicInteger asked = new AtomicInteger();
        Access access = Access.of(
                Map.of("url", "https://k8s.acme.example:6443", "secret", "k8s-token"),
                name -> name + "-" + asked.incrementAndGet());
        try (KubernetesClient first = access.open();
                KubernetesClient second = access.open()) {
            assertThat(first.getConfiguration().getMasterUrl()).startsWith("https://k8s.acme.example:6443");
            assertThat(first.getConfiguration().getOauthToken()).isEqualTo("k8s-token-1");
            assertThat(second.getConfiguration().getOauthToken()).isEqualTo("k8s-token-2");
        }
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefused() {
        for (Map<String, String> settings : List.of(
                Map.of("url", "http://k8s.acme.example", "namespace", "agents"),
                Map.of("url", "https://u:p@k8s.acme.example", "namespace", "agents"),
                Map.of("url", "https://k8s.acme.example", "context", "prod", "namespace", "agents"),
                Map.of("secret", "k8s-token", "namespace", "agents"),
                Map.of("namespace", "Not_A_Namespace"),
                Map.of("namespace", ""))) {
            assertThatThrownBy(() -> new StopTrial(new KubernetesKind(), settings, "writer agent=writer").stopper())
                    .as(settings.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void onlyLabelsThatAnObjectHasAreAFoothold() {
        assertThat(Selector.parse("app.kubernetes.io/name=report,agent==writer").labels())
                .isEqualTo(Map.of("app.kubernetes.io/name", "report", "agent", "writer"));
        assertThat(Selector.parse("a=b,c=d").matches(Map.of("a", "b"))).isFalse();
        assertThat(Selector.parse("a=b").matches(Map.of("a", "b", "c", "d"))).isTrue();
        for (String text :
                List.of("", " ", ",", "agent", "!agent", "agent!=x", "agent in (a)", "agent=", "agent=a,", "=a")) {
            assertThatThrownBy(() -> Selector.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
