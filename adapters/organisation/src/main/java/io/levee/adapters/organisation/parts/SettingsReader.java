package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.identity.ActorId;
import io.levee.identity.Names;
import io.levee.ledger.proof.VerifierKey;
import io.levee.organisation.Settings;
import io.levee.organisation.Settings.EventIssuer;
import io.levee.organisation.Settings.OidcIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// `levee.yaml`. How people log in has no default: leaving it out is a problem, so that a local login is always
/// somebody's decision.
final class SettingsReader implements PartReader {
    private static final Keys KEYS = Keys.of(
            "levee.yaml",
            Set.of("name", "login"),
            Set.of("oidc", "operators", "staleness", "securityEvents", "drills", "forges", "jobs"));
    private static final Keys DRILLS = Keys.of("`drills`", Set.of("every"), Set.of());
    private static final Keys EVENTS =
            Keys.of("an issuer of security events", Set.of("issuer", "audience", "jwksUri", "onBehalfOf"), Set.of());
    private static final Keys OPERATOR = Keys.of("an operator", Set.of("person", "key"), Set.of());
    private static final Keys OIDC =
            Keys.of("`oidc`", Set.of("issuer", "jwksUri", "clientId", "personClaim"), Set.of());

    private static final Duration DRILL_EVERY_MIN = Duration.ofMinutes(10);

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .flatMap(fields -> settings(fields, draft, findings))
                .ifPresent(settings -> draft.declare(new Declaration.OfSettings(settings, 1)));
        return draft.part();
    }

    private static Optional<Settings> settings(Fields fields, Part.Draft draft, Findings findings) {
        Optional<Located<String>> name = fields.read("name", text -> Names.check("organisation", text));
        Optional<Located<Boolean>> local = fields.read("login", SettingsReader::isLocal);
        Optional<OidcIssuer> issuer = fields.fields("oidc", OIDC).flatMap(SettingsReader::issuer);
        if (local.isPresent() && !local.get().value() && !fields.has("oidc")) {
            findings.error(
                    local.get().line(),
                    "`login: oidc` names no issuer",
                    "add `oidc:` with issuer, jwksUri, clientId and personClaim");
        }
        if (name.isEmpty() || local.isEmpty()) {
            return Optional.empty();
        }
        Map<ActorId, VerifierKey> operators = operators(fields, draft, findings);
        return Optional.of(new Settings(
                name.get().value(),
                issuer,
                local.get().value(),
                operators,
                StalenessReader.read(fields, operators, draft, findings),
                eventIssuers(fields, draft, findings),
                fields.fields("drills", DRILLS)
                        .flatMap(of -> of.read("every", SettingsReader::drillEvery))
                        .map(Located::value),
                ForgesReader.read(fields, draft, findings),
                JobsReader.read(fields, draft, findings)));
    }

    private static Map<ActorId, VerifierKey> operators(Fields fields, Part.Draft draft, Findings findings) {
        Map<ActorId, VerifierKey> operators = new HashMap<>();
        for (Node item : fields.has("operators") ? fields.items("operators") : List.<Node>of()) {
            Fields.of(item, OPERATOR, findings).ifPresent(of -> {
                Optional<Located<ActorId>> person = of.read("person", ActorId::person);
                Optional<Located<VerifierKey>> key = of.read("key", VerifierKey::parse);
                person.ifPresent(it -> draft.refer(it.line(), "an operator", new Reference.Target.ToActor(it.value())));
                if (person.isPresent() && key.isPresent()) {
                    operators.put(person.get().value(), key.get().value());
                }
            });
        }
        return operators;
    }

    private static List<EventIssuer> eventIssuers(Fields fields, Part.Draft draft, Findings findings) {
        List<EventIssuer> issuers = new ArrayList<>();
        for (Node item : fields.has("securityEvents") ? fields.items("securityEvents") : List.<Node>of()) {
            Fields.of(item, EVENTS, findings).ifPresent(of -> {
                Optional<Located<String>> issuer = of.text("issuer");
                Optional<Located<String>> audience = of.text("audience");
                Optional<Located<String>> jwks = of.read("jwksUri", SettingsReader::https);
                Optional<Located<ActorId>> person = of.read("onBehalfOf", ActorId::person);
                person.ifPresent(it -> draft.refer(
                        it.line(), "`onBehalfOf` of security events", new Reference.Target.ToActor(it.value())));
                if (issuer.isPresent() && audience.isPresent() && jwks.isPresent() && person.isPresent()) {
                    boolean known = issuers.stream()
                            .anyMatch(one -> one.issuer().equals(issuer.get().value()));
                    if (known) {
                        findings.error(
                                issuer.get().line(),
                                "`%s` issues security events already"
                                        .formatted(issuer.get().value()),
                                "leave one of them");
                    }
                    issuers.add(new EventIssuer(
                            issuer.get().value(),
                            audience.get().value(),
                            jwks.get().value(),
                            person.get().value()));
                }
            });
        }
        return issuers;
    }

    private static Optional<OidcIssuer> issuer(Fields fields) {
        var issuer = fields.read("issuer", SettingsReader::https);
        var jwks = fields.read("jwksUri", SettingsReader::https);
        var client = fields.text("clientId");
        var claim = fields.text("personClaim");
        if (issuer.isEmpty() || jwks.isEmpty() || client.isEmpty() || claim.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OidcIssuer(
                issuer.get().value(),
                jwks.get().value(),
                client.get().value(),
                claim.get().value()));
    }

    /// A drill takes a machine some seconds.
    private static Duration drillEvery(String text) {
        Duration every = BudgetsReader.duration(text);
        if (every.compareTo(DRILL_EVERY_MIN) < 0) {
            throw new IllegalArgumentException("`%s` is too often: at least %d minutes lie between two drills"
                    .formatted(text, DRILL_EVERY_MIN.toMinutes()));
        }
        return every;
    }

    private static boolean isLocal(String login) {
        return switch (login) {
            case "local" -> true;
            case "oidc" -> false;
            default ->
                throw new IllegalArgumentException(
                        "`login: %s` is no way to log in: write `oidc`, or `local` for one machine".formatted(login));
        };
    }

    /// Keys that arrive over plain HTTP are whoever's sits between; loopback has nobody between.
    static String https(String text) {
        Optional<URI> uri = Urls.parse(text);
        boolean safe = uri.filter(it -> "https".equals(it.getScheme()) || Urls.isLoopback(it))
                .isPresent();
        if (!safe) {
            throw new IllegalArgumentException("`%s` is no https URL: write `https://…`".formatted(text));
        }
        return text;
    }
}
