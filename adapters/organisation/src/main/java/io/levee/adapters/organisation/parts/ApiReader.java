package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.catalog.Api;
import io.levee.catalog.Api.Operation;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Description;
import io.levee.catalog.OwnServer;
import io.levee.identity.Names;
import io.levee.identity.TeamId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// `apis/*.openapi.yaml`: OpenAPI 3.0 and 3.1, with the keys of ours that say whose the API is and where it
/// runs. Checks what decides whether a call is allowed (paths, methods, ids, parameters, references) with
/// lines; what schemas say is held to by `adapters/contract`.
final class ApiReader implements PartReader {
    static final String NAME = "x-levee-api";
    static final String OWNER = "x-levee-owner";
    static final String UPSTREAM = "x-levee-upstream";

    private static final Keys KEYS = Keys.of(
                    "an API",
                    Set.of("openapi", "info", NAME, OWNER, UPSTREAM),
                    Set.of(
                            "paths",
                            "servers",
                            "components",
                            "security",
                            "tags",
                            "externalDocs",
                            "webhooks",
                            "jsonSchemaDialect",
                            EnforcementReader.CONTRACT,
                            Reach.DEPENDS_ON,
                            Reach.REACHES,
                            Reach.LABELS,
                            Reach.CLEARED_FOR))
            .allowing("x-", "x-levee-");
    private static final Keys INFO = Keys.of(
                    "`info`",
                    Set.of("title", "version"),
                    Set.of("summary", "description", "termsOfService", "contact", "license"))
            .allowing("x-", "x-levee-");

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Optional<Node> document = Yaml.document(source, findings);
        Optional<Fields> fields = document.flatMap(node -> Fields.of(node, KEYS, findings));
        if (document.isPresent() && fields.isPresent()) {
            LocalReferences references = new LocalReferences(document.get(), findings);
            references.check();
            api(document.get(), fields.get(), references, draft, findings);
        }
        return draft.part();
    }

    private static void api(
            Node document, Fields fields, LocalReferences references, Part.Draft draft, Findings findings) {
        boolean is30 = fields.read("openapi", ApiReader::version)
                .map(version -> version.value().startsWith("3.0"))
                .orElse(false);
        if (is30 && !fields.has("paths")) {
            findings.error(fields.line(), "an API has no `paths`", "add `paths:`");
        }
        Optional<Fields> info = fields.fields("info", INFO);
        info.ifPresent(it -> it.text("version"));
        String title = info.flatMap(it -> it.text("title")).map(Located::value).orElse("");
        Optional<Located<String>> name = fields.read(NAME, ApiReader::name);
        Optional<Located<TeamId>> owner = fields.read(OWNER, TeamId::new);
        Optional<Located<URI>> upstream = fields.read(UPSTREAM, Urls::upstream);
        owner.ifPresent(
                team -> draft.refer(team.line(), "the owner of this API", new Reference.Target.ToTeam(team.value())));
        name.ifPresent(api -> draft.mention(new AssetId(AssetId.API, api.value())));
        if (name.isEmpty() || owner.isEmpty()) {
            return;
        }
        AssetId id = new AssetId(AssetId.API, name.get().value());
        Reach reach = Reach.read(fields, id, draft);
        declare(id, owner.get().value(), title, reach, fields.line(NAME), draft);
        OperationsReader reader =
                new OperationsReader(id, owner.get().value(), reach, references, is30, draft, findings);
        List<Operation> operations = reader.read(fields);
        Optional<Description> description = Optional.of(EnforcementReader.read(document, fields, findings));
        upstream.ifPresent(at -> draft.declare(new Declaration.OfApi(
                new Api(id.name(), owner.get().value(), Api.Protocol.HTTP, at.value(), operations, description),
                fields.line(NAME))));
    }

    static void declare(AssetId id, TeamId owner, String description, Reach reach, int line, Part.Draft draft) {
        Asset asset = new Asset(
                id,
                owner,
                description,
                PeopleReader.values(reach.dependsOn()),
                PeopleReader.values(reach.reaches()),
                reach.labels(),
                reach.clearedFor());
        draft.declare(new Declaration.OfAsset(asset, reach.dependsOn(), false, line));
    }

    /// `/mcp` at the gateway is the door of every server of MCP.
    static String name(String text) {
        if (text.equals("mcp")) {
            throw new IllegalArgumentException("an API cannot be called `mcp`: `/mcp` is a door, choose another name");
        }
        if (text.equals(OwnServer.NAME)) {
            throw new IllegalArgumentException(
                    "an API cannot be called `levee`: that is Levee's own server of MCP, see `jobs: tools:` in levee.yaml");
        }
        return Names.check("API", text);
    }

    private static String version(String text) {
        if (!text.matches("3\\.[01]\\.[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "OpenAPI `%s` is not read here: convert the description to 3.1.0".formatted(text));
        }
        return text;
    }
}
