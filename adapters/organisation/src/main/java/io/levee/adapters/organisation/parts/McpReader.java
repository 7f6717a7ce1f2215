package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Scalars;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.catalog.Api;
import io.levee.catalog.Api.Operation;
import io.levee.catalog.AssetId;
import io.levee.catalog.AssetTemplate;
import io.levee.identity.TeamId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `apis/*.mcp.yaml`: a server of the Model Context Protocol, and what of it may be used. Only what is written here
/// exists at the gateway, and only while the server describes it as it did when somebody approved it.
final class McpReader implements PartReader {
    private static final Keys KEYS = Keys.of(
            "a server of MCP",
            Set.of("name", "owner", "upstream"),
            Set.of("description", "tools", "prompts", "resources", "dependsOn", "reaches", "labels", "clearedFor"));
    private static final Set<String> COMMON =
            Set.of("effect", "digest", "description", "names", "dependsOn", "reaches", "labels", "clearedFor");
    private static final Keys TOOL = Keys.of("a tool", Set.of(), COMMON);
    private static final Keys PROMPT = Keys.of("a prompt", Set.of(), COMMON);
    private static final Keys RESOURCE = Keys.of("a resource", Set.of("uri"), COMMON);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int URI_LENGTH_MAX = 1_024;

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .ifPresent(file -> server(file, draft, findings));
        return draft.part();
    }

    private static void server(Fields file, Part.Draft draft, Findings findings) {
        Optional<Located<String>> name = file.read("name", McpReader::server);
        Optional<Located<TeamId>> owner = file.read("owner", TeamId::new);
        Optional<Located<URI>> upstream = file.read("upstream", Urls::upstream);
        owner.ifPresent(team ->
                draft.refer(team.line(), "the owner of this server", new Reference.Target.ToTeam(team.value())));
        name.ifPresent(api -> draft.mention(new AssetId(AssetId.API, api.value())));
        if (name.isEmpty() || owner.isEmpty()) {
            return;
        }
        AssetId id = new AssetId(AssetId.API, name.get().value());
        Reach reach = Reach.plain(file, id, draft);
        String description = file.text("description").map(Located::value).orElse("");
        TeamId team = owner.get().value();
        ApiReader.declare(id, team, description, reach, file.line("name"), draft);
        Offers offers = new Offers(id, team, reach, draft, findings);
        offers.read(file, "tools", TOOL);
        offers.read(file, "prompts", PROMPT);
        offers.read(file, "resources", RESOURCE);
        upstream.ifPresent(at -> draft.declare(new Declaration.OfApi(
                new Api(id.name(), team, Api.Protocol.MCP, at.value(), offers.operations), file.line("name"))));
    }

    /// What the server offers and may be used.
    private record Offers(
            AssetId api, TeamId owner, Reach reach, Part.Draft draft, Findings findings, List<Operation> operations) {
        Offers(AssetId api, TeamId owner, Reach reach, Part.Draft draft, Findings findings) {
            this(api, owner, reach, draft, findings, new ArrayList<>());
        }

        void read(Fields file, String kind, Keys keys) {
            file.fields(kind, Keys.names("`%s`".formatted(kind))).ifPresent(offers -> {
                for (String text : offers.names()) {
                    Optional<Located<String>> name =
                            Scalars.parse(new Located<>(text, offers.line(text)), McpReader::name, findings);
                    Optional<Fields> fields = offers.fields(text, keys);
                    if (name.isPresent() && fields.isPresent()) {
                        offer(kind, name.get(), fields.get());
                    }
                }
            });
        }

        private void offer(String kind, Located<String> name, Fields fields) {
            boolean tool = kind.equals("tools");
            String below = tool ? name.value() : kind + "/" + name.value();
            AssetId asset = AssetId.tool(api.name(), below);
            Reach own = Reach.plain(fields, asset, draft).under(new Located<>(api, name.line()), reach);
            String description = fields.text("description").map(Located::value).orElse("");
            boolean changes = fields.read("effect", McpReader::changes)
                    .map(Located::value)
                    .orElse(tool); // a tool may do anything; a prompt or a resource is read
            List<Located<AssetTemplate>> names = fields.readAll("names", AssetTemplate::parse);
            Optional<String> digest = fields.read("digest", McpReader::digest).map(Located::value);
            Optional<String> uri = fields.read("uri", McpReader::uri).map(Located::value);
            ApiReader.declare(asset, owner, description, own, name.line(), draft);
            operations.add(new Operation(
                    asset,
                    "CALL",
                    "/" + below,
                    changes,
                    names.stream().map(Located::value).toList(),
                    Optional.of(new Api.Approved(uri.orElse(name.value()), digest))));
        }
    }

    /// At the endpoint of all servers a tool is called `server__tool`, so a server's name has no `_`.
    private static String server(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9-]{0,31}")) {
            throw new IllegalArgumentException(
                    "`%s` is no name of a server: write 1 to 32 letters, digits or `-`".formatted(text));
        }
        return ApiReader.name(text);
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is not 1 to 128 letters, digits, `.`, `_` or `-`: what is called otherwise cannot be used"
                            .formatted(text));
        }
        return text;
    }

    private static boolean changes(String text) {
        return switch (text) {
            case "read" -> false;
            case "change" -> true;
            default ->
                throw new IllegalArgumentException(
                        "`effect: %s` is no effect: write `read` or `change`".formatted(text));
        };
    }

    private static String digest(String text) {
        if (!DIGEST.matcher(text).matches()) {
            throw new IllegalArgumentException("a digest is `sha256:` and 64 lower case hexadecimal digits:"
                    + " `levee tools approve SERVER` writes it");
        }
        return text;
    }

    private static String uri(String text) {
        if (text.length() > URI_LENGTH_MAX
                || text.indexOf(':') < 1
                || !text.chars().allMatch(c -> c > 32 && c < 127)) {
            throw new IllegalArgumentException(
                    "`uri: %s` is no URI and no URI template: write it as the server lists it".formatted(text));
        }
        return text;
    }
}
