package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.identity.Names;
import io.levee.organisation.Settings;
import io.levee.organisation.Settings.OidcIssuer;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// `levee.yaml`. How people log in has no default: leaving it out is a problem, so that a local login is always
/// somebody's decision.
final class SettingsReader implements PartReader {
    private static final Keys KEYS = Keys.of("levee.yaml", Set.of("name", "login"), Set.of("oidc"));
    private static final Keys OIDC =
            Keys.of("`oidc`", Set.of("issuer", "jwksUri", "clientId", "personClaim"), Set.of());

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .flatMap(fields -> settings(fields, findings))
                .ifPresent(settings -> draft.declare(new Declaration.OfSettings(settings, 1)));
        return draft.part();
    }

    private static Optional<Settings> settings(Fields fields, Findings findings) {
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
        return Optional.of(new Settings(name.get().value(), issuer, local.get().value()));
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
    private static String https(String text) {
        Optional<URI> uri = Urls.parse(text);
        boolean safe = uri.filter(it -> "https".equals(it.getScheme()) || Urls.isLoopback(it))
                .isPresent();
        if (!safe) {
            throw new IllegalArgumentException("`%s` is no https URL: write `https://…`".formatted(text));
        }
        return text;
    }
}
