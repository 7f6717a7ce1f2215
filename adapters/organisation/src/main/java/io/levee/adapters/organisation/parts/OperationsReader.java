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

/// Everything under `paths` of one API: which operations can be called, and what each may change.
final class OperationsReader {
    private static final String NAMES = "x-levee-names";
    private static final String EFFECT = "x-levee-effect";
    private static final String READ = "read";
    private static final String CHANGE = "change";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Set<String> SAFE = Set.of("get", "head", "options", "trace");
    private static final Set<String> BESIDE_REF = Set.of("$ref", "summary", "description");

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
                            "trace",
                            "$ref"))
            .allowing("x-", "x-levee-");
    private static final Keys OPERATION = Keys.of(
                    "an operation",
                    Set.of(),
                    Set.of(
                            "operationId",
                            "responses",
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
    private final boolean is30;
    private final Part.Draft draft;
    private final Findings findings;
    private final Map<String, Integer> idLines = new HashMap<>();
    private final List<Operation> operations = new ArrayList<>();

    OperationsReader(
            AssetId api,
            TeamId owner,
            Reach apiReach,
            LocalReferences references,
            boolean is30,
            Part.Draft draft,
            Findings findings) {
        this.api = api;
        this.owner = owner;
        this.apiReach = apiReach;
        this.references = references;
        this.is30 = is30;
        this.draft = draft;
        this.findings = findings;
    }

    List<Operation> read(Fields file) {
        if (!file.has("paths")) {
            nothing(file.line());
        }
        file.fields("paths", Keys.names("`paths`").allowing("x-", "")).ifPresent(paths -> {
            TemplateClashes clashes = new TemplateClashes(findings);
            for (String path : paths.names()) {
                if (!path.startsWith("x-")) {
                    path(path, paths, clashes);
                }
            }
            if (operations.isEmpty() && !findings.hasErrors()) {
                nothing(paths.line());
            }
        });
        return operations;
    }

    /// Of OpenAPI 3.1, a file may describe webhooks and schemas only.
    private void nothing(int line) {
        findings.warning(line, "`paths` describes no operation", "describe what may be called");
    }

    private void path(String text, Fields paths, TemplateClashes clashes) {
        Optional<Located<PathTemplate>> template =
                Scalars.parse(new Located<>(text, paths.line(text)), PathTemplate::parse, findings);
        Optional<Fields> item = item(text, paths);
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

    /// A path may be written elsewhere in the file; what would stand beside the reference, OpenAPI leaves undefined.
    private Optional<Fields> item(String text, Fields paths) {
        Optional<Fields> own = paths.fields(text, PATH);
        if (own.isEmpty() || !own.get().has("$ref")) {
            return own;
        }
        for (String beside : own.get().names()) {
            if (!BESIDE_REF.contains(beside) && !beside.startsWith("x-")) {
                findings.error(
                        own.get().line(beside),
                        "path `%s` has `$ref` and `%s`".formatted(text, beside),
                        "write out what `$ref` names, or take `%s` out".formatted(beside));
            }
        }
        return paths.node(text).flatMap(references::follow).flatMap(node -> Fields.of(node, PATH, findings));
    }

    private void operation(PathTemplate template, String method, Fields fields, Parameters shared) {
        Parameters parameters = shared.and(Parameters.read(fields, references, findings));
        parameters.mustFit(template, fields.line());
        List<Located<AssetTemplate>> names = fields.readAll(NAMES, AssetTemplate::parse);
        parameters.mustName(names);
        boolean changes = changes(method, fields);
        responses(method, template, fields);
        id(method, template, fields).ifPresent(id -> {
            Integer first = idLines.putIfAbsent(id.value(), id.line());
            if (first != null) {
                findings.error(
                        id.line(),
                        "operation `%s` is there twice; first on line %d".formatted(id.value(), first),
                        "give each operation an `operationId` of its own");
                return;
            }
            AssetId asset = AssetId.operation(api.name(), id.value());
            Reach reach = Reach.read(fields, asset, draft).under(new Located<>(api, id.line()), apiReach);
            String summary = fields.prose("summary");
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

    /// What OpenAPI calls it, else its method and path: `get/queries/{queryId}`. Made of this operation alone, so that
    /// it stays what policies call it, whatever is described beside it.
    private Optional<Located<String>> id(String method, PathTemplate template, Fields fields) {
        return fields.has("operationId")
                ? fields.read("operationId", text -> OperationIds.written(api.name(), text))
                : Scalars.parse(
                        new Located<>(template.text(), fields.line()),
                        path -> OperationIds.made(api.name(), method, path),
                        findings);
    }

    private void responses(String method, PathTemplate template, Fields fields) {
        if (fields.has("responses")) {
            return;
        }
        if (is30) {
            findings.error(fields.line(), "an operation has no `responses`", "add `responses:`");
        } else {
            findings.warning(
                    fields.line(),
                    "%s `%s` has no `responses`, so every answer breaks its contract"
                            .formatted(method.toUpperCase(Locale.ROOT), template),
                    "add `responses:`, or `x-levee-contract: { responses: report }` to the API");
        }
    }
}
