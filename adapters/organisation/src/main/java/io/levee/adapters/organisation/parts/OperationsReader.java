package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Scalars;
import io.levee.catalog.Api.Operation;
import io.levee.catalog.AssetId;
import io.levee.catalog.AssetTemplate;
import io.levee.identity.TeamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Everything under `paths` of one API: which operations can be called, and what each may change.
final class OperationsReader {
    private static final String NAMES = "x-levee-names";
    private static final String EFFECT = "x-levee-effect";
    private static final String READ = "read";
    private static final String CHANGE = "change";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Set<String> SAFE = Set.of("get", "head", "options", "trace");
    private static final Pattern OPERATION_ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    private static final Keys PATH = Keys.of(
                    "a path",
                    Set.of(),
                    Set.of(
                            "summary",
                            "description",
                            "servers",
                            "parameters",
                            "get",
                            "put",
                            "post",
                            "delete",
                            "options",
                            "head",
                            "patch",
                            "trace"))
            .allowing("x-", "x-levee-");
    private static final Keys OPERATION = Keys.of(
                    "an operation",
                    Set.of("operationId", "responses"),
                    Set.of(
                            "tags",
                            "summary",
                            "description",
                            "externalDocs",
                            "parameters",
                            "requestBody",
                            "callbacks",
                            "deprecated",
                            "security",
                            "servers",
                            EFFECT,
                            NAMES,
                            Reach.DEPENDS_ON,
                            Reach.REACHES,
                            Reach.LABELS,
                            Reach.CLEARED_FOR))
            .allowing("x-", "x-levee-");

    private final AssetId api;
    private final TeamId owner;
    private final Reach apiReach;
    private final LocalReferences references;
    private final Part.Draft draft;
    private final Findings findings;
    private final Map<String, Integer> idLines = new HashMap<>();
    private final List<Operation> operations = new ArrayList<>();

    OperationsReader(
            AssetId api,
            TeamId owner,
            Reach apiReach,
            LocalReferences references,
            Part.Draft draft,
            Findings findings) {
        this.api = api;
        this.owner = owner;
        this.apiReach = apiReach;
        this.references = references;
        this.draft = draft;
        this.findings = findings;
    }

    List<Operation> read(Fields file) {
        file.fields("paths", Keys.names("`paths`").allowing("x-", "")).ifPresent(paths -> {
            TemplateClashes clashes = new TemplateClashes(findings);
            for (String path : paths.names()) {
                if (!path.startsWith("x-")) {
                    path(path, paths, clashes);
                }
            }
            if (operations.isEmpty() && !findings.hasErrors()) {
                findings.warning(paths.line(), "`paths` describes no operation", "describe what may be called");
            }
        });
        return operations;
    }

    private void path(String text, Fields paths, TemplateClashes clashes) {
        Optional<Located<PathTemplate>> template =
                Scalars.parse(new Located<>(text, paths.line(text)), PathTemplate::parse, findings);
        Optional<Fields> item = paths.fields(text, PATH);
        if (template.isEmpty() || item.isEmpty()) {
            return;
        }
        Set<String> methods = new LinkedHashSet<>(item.get().names());
        methods.retainAll(METHODS);
        clashes.add(template.get(), methods);
        Parameters shared = Parameters.read(item.get(), references, findings);
        for (String method : methods) {
            item.get()
                    .fields(method, OPERATION)
                    .ifPresent(fields -> operation(template.get().value(), method, fields, shared));
        }
    }

    private void operation(PathTemplate template, String method, Fields fields, Parameters shared) {
        Parameters parameters = shared.and(Parameters.read(fields, references, findings));
        parameters.mustFit(template, fields.line());
        List<Located<AssetTemplate>> names = fields.readAll(NAMES, AssetTemplate::parse);
        parameters.mustName(names);
        boolean changes = changes(method, fields);
        fields.read("operationId", OperationsReader::operationId).ifPresent(id -> {
            Integer first = idLines.putIfAbsent(id.value(), id.line());
            if (first != null) {
                findings.error(
                        id.line(),
                        "operationId `%s` is written twice; first on line %d".formatted(id.value(), first),
                        "give each operation an id of its own");
                return;
            }
            AssetId asset = AssetId.operation(api.name(), id.value());
            Reach reach = Reach.read(fields, asset, draft).under(new Located<>(api, id.line()), apiReach);
            String summary = fields.text("summary").map(Located::value).orElse("");
            ApiReader.declare(asset, owner, summary, reach, id.line(), draft);
            operations.add(new Operation(
                    asset,
                    method.toUpperCase(Locale.ROOT),
                    template.text(),
                    changes,
                    names.stream().map(Located::value).toList()));
        });
    }

    /// Anything but a safe method changes something unless the description says that it does not.
    private boolean changes(String method, Fields fields) {
        Optional<Located<String>> effect = fields.read(EFFECT, OperationsReader::effect);
        if (effect.isEmpty()) {
            return !SAFE.contains(method);
        }
        boolean says = effect.get().value().equals(CHANGE);
        if (!says && (method.equals("delete") || method.equals("put") || method.equals("patch"))) {
            findings.warning(
                    effect.get().line(),
                    "%s is said to change nothing".formatted(method.toUpperCase(Locale.ROOT)),
                    "make sure; a wrong `read` lets readers change things");
        }
        return says;
    }

    private static String effect(String text) {
        if (!text.equals(READ) && !text.equals(CHANGE)) {
            throw new IllegalArgumentException(
                    "`%s: %s` is no effect: write `read` or `change`".formatted(EFFECT, text));
        }
        return text;
    }

    private static String operationId(String text) {
        if (!OPERATION_ID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "operationId `%s` is not 1 to 128 letters, digits, `.`, `_` or `-`: rename it".formatted(text));
        }
        return text;
    }
}
