package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.catalog.Api;
import io.levee.catalog.Api.Operation;
import io.levee.catalog.AssetId;
import io.levee.catalog.AssetTemplate;
import io.levee.catalog.ModelProvider;
import io.levee.catalog.ModelProvider.Price;
import io.levee.catalog.ModelProvider.Wire;
import io.levee.identity.Names;
import io.levee.identity.TeamId;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `apis/*.models.yaml`: a provider of models. Each model is an asset, `model:PROVIDER/NAME`, which a
/// call names by its body's `model`; so policies say which role may ask which.
final class ModelsReader implements PartReader {
    /// Dollars for one token, which nobody takes.
    private static final long CENTS_MAX = 100_000_000;
    private static final Keys KEYS = Keys.of(
            "a provider of models",
            Set.of("name", "owner", "wire", "upstream", "key", "models"),
            Set.of("description", "hostedTools", "labels", "clearedFor"));
    private static final Keys MODEL =
            Keys.of("a model", Set.of("input", "output"), Set.of("cacheRead", "cacheWrite", "description"));

    private static final Map<Wire, Map<String, String>> OPERATIONS = Map.of(
            Wire.OPENAI,
            Map.of("chat", "/v1/chat/completions", "responses", "/v1/responses", "embeddings", "/v1/embeddings"),
            Wire.ANTHROPIC,
            Map.of("messages", "/v1/messages", "countTokens", "/v1/messages/count_tokens"));

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .ifPresent(fields -> provider(fields, draft, findings));
        return draft.part();
    }

    private static void provider(Fields fields, Part.Draft draft, Findings findings) {
        Optional<Located<String>> name = fields.read("name", text -> Names.check("API", text));
        Optional<Located<TeamId>> owner = fields.read("owner", TeamId::new);
        Optional<Located<URI>> upstream = fields.read("upstream", ModelsReader::safe);
        Optional<Located<Wire>> wire = fields.read("wire", ModelsReader::wire);
        Optional<Located<String>> key = fields.read("key", text -> Names.check("key", text));
        boolean hosted = fields.flag("hostedTools").map(Located::value).orElse(false);
        String description = fields.text("description").map(Located::value).orElse("");
        owner.ifPresent(team ->
                draft.refer(team.line(), "the owner of these models", new Reference.Target.ToTeam(team.value())));
        name.ifPresent(api -> draft.mention(new AssetId(AssetId.API, api.value())));
        Reach reach =
                new Reach(List.of(), List.of(), Reach.labels(fields, "labels"), Reach.labels(fields, "clearedFor"));
        Map<String, Price> prices = new HashMap<>();
        String prefix = name.map(Located::value).orElse("models");
        fields.fields("models", Keys.names("`models`")).ifPresent(models -> {
            for (String model : models.names()) {
                int line = models.line(model);
                Optional<AssetId> id = AssetId.of("model", prefix + "/" + model);
                if (id.isEmpty()) {
                    findings.error(
                            line,
                            "`%s` is no name of a model".formatted(model),
                            "letters, digits and `. _ / @ -` only; put an alias in front of the provider for others");
                }
                Optional<Price> price = models.fields(model, MODEL).flatMap(ModelsReader::price);
                if (id.isPresent() && price.isPresent()) {
                    prices.put(model, price.get());
                    draft.mention(id.get());
                    owner.ifPresent(team -> ApiReader.declare(id.get(), team.value(), "a model", reach, line, draft));
                }
            }
        });
        if (name.isEmpty() || owner.isEmpty() || upstream.isEmpty() || wire.isEmpty() || key.isEmpty()) {
            return;
        }
        AssetId id = new AssetId(AssetId.API, name.get().value());
        TeamId team = owner.get().value();
        int line = name.get().line();
        ApiReader.declare(id, team, description, reach, line, draft);
        Map<String, String> paths = OPERATIONS.getOrDefault(wire.get().value(), Map.of());
        List<Operation> operations = paths.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(path -> operation(id, path.getKey(), path.getValue(), team, reach, line, draft))
                .toList();
        draft.declare(new Declaration.OfApi(
                new Api(id.name(), team, Api.Protocol.MODEL, upstream.get().value(), operations), line));
        draft.declare(new Declaration.OfModels(
                new ModelProvider(id.name(), wire.get().value(), key.get().value(), prices, hosted), line));
    }

    /// Asking changes nothing that Levee keeps; what the answer is used for is another call.
    private static Operation operation(
            AssetId api, String operation, String path, TeamId owner, Reach reach, int line, Part.Draft draft) {
        AssetId asset = AssetId.operation(api.name(), operation);
        Reach own = reach.under(new Located<>(api, line), reach);
        ApiReader.declare(asset, owner, "asks a model", own, line, draft);
        draft.mention(asset);
        return new Operation(
                asset, "POST", path, false, List.of(AssetTemplate.parse("model:" + api.name() + "/{model}")));
    }

    private static Optional<Price> price(Fields price) {
        Optional<Long> input = cents(price, "input");
        Optional<Long> output = cents(price, "output");
        Optional<Long> cacheRead = price.has("cacheRead") ? cents(price, "cacheRead") : input;
        Optional<Long> cacheWrite = price.has("cacheWrite") ? cents(price, "cacheWrite") : input;
        return input.isEmpty() || output.isEmpty() || cacheRead.isEmpty() || cacheWrite.isEmpty()
                ? Optional.empty()
                : Optional.of(new Price(input.get(), output.get(), cacheRead.get(), cacheWrite.get()));
    }

    private static Optional<Long> cents(Fields fields, String key) {
        return fields.whole(key, CENTS_MAX).map(Located::value);
    }

    private static Wire wire(String text) {
        return switch (text) {
            case "openai" -> Wire.OPENAI;
            case "anthropic" -> Wire.ANTHROPIC;
            default ->
                throw new IllegalArgumentException(
                        "`wire: %s` is not spoken here: write `openai` or `anthropic`".formatted(text));
        };
    }

    /// Prompts and the key go there.
    private static URI safe(String text) {
        URI uri = Urls.upstream(text);
        if (!"https".equals(uri.getScheme()) && !Urls.isLoopback(uri)) {
            throw new IllegalArgumentException(
                    "`%s` would send prompts and the key in the clear: write `https://…`".formatted(text));
        }
        return uri;
    }
}
