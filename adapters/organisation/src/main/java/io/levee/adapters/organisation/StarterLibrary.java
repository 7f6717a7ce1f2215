package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.GuardrailReader;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.identity.TeamId;
import io.levee.knowledge.Guardrail;
import io.levee.organisation.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Guardrails that most teams want, by domain, each with its sources and examples. They belong
/// to nobody until a team takes them.
public final class StarterLibrary {
    /// In the order in which they are listed.
    public static final List<String> DOMAINS = List.of(
            "kafka",
            "flink",
            "spark",
            "postgres",
            "flags",
            "kubernetes",
            "api",
            "docker",
            "workflows",
            "terraform",
            "java",
            "python");

    private static final TeamId NOBODY = new TeamId("starter");

    private StarterLibrary() {}

    /// All of them, owned by the team `starter`, which no organisation has to have.
    public static Map<String, List<Guardrail>> byDomain() {
        return Holder.BY_DOMAIN;
    }

    /// Those of one domain, as the team's own.
    ///
    /// @param domain one of [#DOMAINS]
    public static List<Guardrail> forTeam(String domain, TeamId team) {
        List<Guardrail> guardrails = byDomain().get(domain);
        if (guardrails == null) {
            throw new IllegalArgumentException("there is no domain `%s` in the starter library: it has %s"
                    .formatted(domain, String.join(", ", DOMAINS)));
        }
        return guardrails.stream().map(guardrail -> guardrail.of(team)).toList();
    }

    /// Read once, by whoever asks first.
    private static final class Holder {
        static final Map<String, List<Guardrail>> BY_DOMAIN = load();

        private static Map<String, List<Guardrail>> load() {
            Map<String, List<Guardrail>> byDomain = new LinkedHashMap<>();
            DOMAINS.forEach(domain -> byDomain.put(domain, read(domain)));
            return Collections.unmodifiableMap(byDomain);
        }
    }

    private static List<Guardrail> read(String domain) {
        String file = "starter/" + domain + ".yaml";
        Findings findings = new Findings(file);
        List<Guardrail> guardrails = GuardrailReader.read(new Source(file, text(file)), NOBODY, findings);
        List<Problem> problems = findings.list();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the starter library is broken: " + problems);
        }
        return guardrails;
    }

    private static String text(String file) {
        try (InputStream in = StarterLibrary.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IllegalStateException("`%s` is not on the class path".formatted(file));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
