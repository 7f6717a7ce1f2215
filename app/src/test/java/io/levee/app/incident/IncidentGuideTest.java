package io.levee.app.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The worked example of the guide, played on a repository that is planted.
final class IncidentGuideTest {
    private static final Path GUIDE =
            Path.of(System.getProperty("levee.root", "..")).resolve("docs/guide/incidents.md");

    @TempDir
    private Path folder;

    private static String deployment(String name, String limits) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: %s }
                spec:
                  replicas: 2
                  template:
                    spec:
                      containers:
                        - name: app
                          image: %s:1
                          resources:
                            limits:
                              cpu: 500m
                %s""".formatted(name, name, limits);
    }

    private static String limit(String memory) {
        return "              memory: %s\n".formatted(memory);
    }

    /// The blocks of the example: the page, what is said of it, and what the cases say.
    private static List<String> blocks() throws IOException {
        String example =
                Files.readString(GUIDE).split("## Worked example\n", 2)[1].split("\n## ", 2)[0];
        String[] pieces = example.split("(?m)^```(markdown)?\n", -1);
        return List.of(pieces[1], pieces[3], pieces[5]);
    }

    @Test
    void theWorkedExampleIsWhatHappens() throws IOException {
        List<String> blocks = blocks();
        try (Shop shop = new Shop(folder)) {
            shop.repository().write("k8s/checkout.yaml", deployment("checkout", limit("512Mi")));
            shop.repository().write("k8s/basket.yaml", deployment("basket", limit("256Mi")));
            shop.repository().commit("begin", "eve");
            shop.repository().write("k8s/basket.yaml", deployment("basket", limit("300Mi")));
            shop.repository().commit("more memory for basket", "eve");
            shop.repository().write("k8s/checkout.yaml", deployment("checkout", ""));
            String cause = shop.repository().commit("Let checkout breathe", "eve");
            shop.repository().write("k8s/checkout.yaml", deployment("checkout", limit("512Mi")));
            shop.repository().commit("Revert it\n\nThis reverts commit %s.".formatted(cause), "eve");
            shop.repository().write("k8s/basket.yaml", deployment("basket", ""));
            shop.repository().aside("refs/heads/basket-limits", "no limits", "bo");

            CommandRun.Result added = shop.add(shop.page(blocks.get(0)), "--caused-by", "HEAD~1");

            assertThat(added.exit()).as(added.err()).isZero();
            assertThat(added.out()).contains(blocks.get(1));
            assertThat(shop.cases().out()).isEqualTo(blocks.get(2));
            assertThat(Arrays.asList("incidents/INC-17.md", "guardrails/after-INC-17.yaml"))
                    .allSatisfy(file -> assertThat(shop.files()).contains("teams/shop/" + file));
        }
    }
}
