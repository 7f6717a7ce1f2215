package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Spelling;
import io.levee.organisation.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which file of the folder is read by whom. A file that nobody reads is a problem: somebody wrote it for a
/// reason.
public final class Layout {
    private static final String NAME = "[^/]+";

    private static final Pattern DESCRIPTION = Pattern.compile("apis/" + NAME + "\\.openapi\\.(yaml|json)");

    private record Place(Pattern path, Optional<PartReader> reader) {}

    private static final List<Place> PLACES = List.of(
            read("levee\\.yaml", new SettingsReader()),
            read("decoys\\.yaml", new DecoysReader()),
            read("budgets\\.yaml", new BudgetsReader()),
            read("stoppers\\.yaml", new StoppersReader()),
            read("stop-rules\\.yaml", new StopRulesReader()),
            read("people\\.yaml", new PeopleReader()),
            read("teams/" + NAME + "/team\\.yaml", new TeamReader()),
            read("teams/" + NAME + "/guardrails/" + NAME + "\\.yaml", new GuardrailReader()),
            read("teams/" + NAME + "/runbooks/" + NAME + "\\.md", KnowledgeReader.RUNBOOK),
            read("teams/" + NAME + "/incidents/" + NAME + "\\.md", KnowledgeReader.INCIDENT),
            read("teams/" + NAME + "/skills/" + NAME + "/SKILL\\.md", KnowledgeReader.SKILL),
            read("teams/" + NAME + "/skills/" + NAME + "/diagnosis\\.yaml", new SignatureReader()),
            read("teams/" + NAME + "/evals/" + NAME + "\\.(yaml|md)", KnowledgeReader.SUITE),
            read("teams/" + NAME + "/evals/reviewers/" + NAME + "/case\\.yaml", KnowledgeReader.CASE),
            read("agents/" + NAME + "\\.yaml", new PassportReader()),
            read("assets/" + NAME + "\\.yaml", new AssetsReader()),
            new Place(DESCRIPTION, Optional.of(new ApiReader())),
            read("apis/" + NAME + "\\.models\\.yaml", new ModelsReader()),
            read("apis/" + NAME + "\\.mcp\\.yaml", new McpReader()),
            read("apis/" + NAME + "\\.mcp\\.json", new DefinitionsReader()),
            read("policies/" + NAME + "\\.cedar", new PolicyReader()),
            read("pipelines/" + NAME + "\\.yaml", new PipelineReader()),
            read("(\\.github/|\\.gitlab/|docs/)?CODEOWNERS", new CodeOwnersReader()),
            read("(.*/)?catalog-info\\.yaml", new BackstageReader()),
            kept("teams/" + NAME + "/evals/" + NAME + "\\.(jsonl|csv)"),
            kept("teams/" + NAME + "/evals/reviewers/" + NAME + "/(causing|fix)\\.diff"),
            kept("teams/" + NAME + "/skills/" + NAME + "/(scripts|references|assets)/.+"));

    private static final List<String> FOLDERS =
            List.of("teams", "agents", "assets", "apis", "policies", "pipelines", "docs");
    private static final List<String> FILES = List.of(
            "levee.yaml",
            "people.yaml",
            "decoys.yaml",
            "budgets.yaml",
            "stoppers.yaml",
            "stop-rules.yaml",
            "CODEOWNERS",
            "catalog-info.yaml",
            "README.md");
    /// For whoever reads the folder, not for Levee.
    private static final Pattern IGNORED = Pattern.compile("docs/.*|\\..*|(.*/)?(README|LICENSE|CONTRIBUTING)[^/]*");

    private Layout() {}

    private static Place read(String path, PartReader reader) {
        return new Place(Pattern.compile(path), Optional.of(reader));
    }

    private static Place kept(String path) {
        return new Place(Pattern.compile(path), Optional.empty());
    }

    /// Whether the file is part of the organisation, so that a change of it is a new revision.
    public static boolean belongs(String file) {
        return PLACES.stream().anyMatch(place -> place.path().matcher(file).matches());
    }

    /// Who reads the file; empty for one that only belongs, such as a skill's script.
    public static Optional<PartReader> readerOf(String file) {
        return PLACES.stream()
                .filter(place -> place.path().matcher(file).matches())
                .findFirst()
                .flatMap(Place::reader);
    }

    /// Whether the file is OpenAPI, which may be larger than what people write.
    public static boolean describesApi(String file) {
        return DESCRIPTION.matcher(file).matches();
    }

    public static boolean ignores(String file) {
        return IGNORED.matcher(file).matches();
    }

    /// The problem of a file that nobody reads.
    public static Problem unread(String file) {
        return Problem.error(file, 0, "nobody reads this file", fix(file));
    }

    private static String fix(String file) {
        if (file.endsWith(".yml")) {
            return "rename it to `%syaml`".formatted(file.substring(0, file.length() - "yml".length()));
        }
        int slash = file.indexOf('/');
        String first = slash < 0 ? file : file.substring(0, slash);
        List<String> known = slash < 0 ? FILES : FOLDERS;
        if (known.contains(first)) {
            return example(first);
        }
        return Spelling.hint(first, known, "move it into `docs/`, or out of the folder");
    }

    private static String example(String folder) {
        return switch (folder) {
            case "apis" -> "name it `apis/NAME.openapi.yaml`, `apis/NAME.models.yaml` or `apis/NAME.mcp.yaml`";
            case "policies" -> "name it `policies/NAME.cedar`";
            case "teams" -> "a team has `team.yaml` and `guardrails`, `runbooks`, `incidents`, `skills`, `evals`";
            default -> "name it `%s/NAME.yaml`, without a folder between".formatted(folder);
        };
    }
}
