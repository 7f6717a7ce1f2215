package io.levee.adapters.formats;

import io.levee.adapters.formats.code.CodeText;
import io.levee.adapters.formats.code.Grammar;
import io.levee.adapters.formats.docker.DockerText;
import io.levee.adapters.formats.hcl.HclText;
import io.levee.adapters.formats.sql.SqlText;
import io.levee.adapters.formats.text.JsonText;
import io.levee.adapters.formats.text.PropertiesText;
import io.levee.adapters.formats.text.TomlText;
import io.levee.adapters.formats.text.YamlText;
import io.levee.adapters.formats.tree.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which language a file is written in, by its path.
final class Languages {
    private static final Language YAML = new Trees(YamlText::read, true, new Shapes("yaml", Shapes.NESTED));
    private static final Language JSON = new Trees(JsonText::read, true, new Shapes("json", Shapes.NESTED));
    private static final Language PROPERTIES =
            new Trees(Languages::strict, false, new Shapes("properties", Shapes.FLAT));
    private static final Language LOOSE = new Trees(Languages::loose, false, new Shapes("properties", Shapes.FLAT));

    private static final Language SQL = new Statements("sql", Languages::sql);
    private static final Language TOML = new Trees(TomlText::read, false, new Shapes("toml", List.of()));
    private static final Language HCL = new Statements("hcl", Languages::hcl);
    private static final Language JAVA = new Statements("java", (text, first) -> code(Grammar.JAVA, text, first));
    private static final Language PYTHON = new Statements("python", (text, first) -> code(Grammar.PYTHON, text, first));
    private static final Language DOCKER = new Statements("dockerfile", Languages::docker);
    private static final Pattern DOCKERFILE = Pattern.compile(
            "dockerfile|containerfile|(?:dockerfile|containerfile)[-._].*|.*\\.(?:dockerfile|containerfile)");
    private static final Set<String> PLAIN = Set.of("yaml", "json", "toml", "properties");

    private Languages() {}

    /// Empty where no reader knows files of that name.
    static Optional<Language> of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (name.startsWith("spark-defaults")) {
            return Optional.of(PROPERTIES);
        }
        if (name.equals(".env") || name.startsWith(".env.")) {
            return Optional.of(LOOSE);
        }
        if (DOCKERFILE.matcher(name).matches() && !name.endsWith("ignore") && !name.endsWith(".md")) {
            return Optional.of(DOCKER);
        }
        return byExtension(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Optional<Language> byExtension(String extension) {
        return switch (extension) {
            case "yaml", "yml" -> Optional.of(YAML);
            case "json", "jsonc" -> Optional.of(JSON);
            case "properties" -> Optional.of(PROPERTIES);
            case "env", "ini" -> Optional.of(LOOSE);
            case "sql", "ddl", "psql" -> Optional.of(SQL);
            case "toml" -> Optional.of(TOML);
            case "tf", "hcl", "tfvars" -> Optional.of(HCL);
            case "java" -> Optional.of(JAVA);
            case "py", "pyi" -> Optional.of(PYTHON);
            case "conf", "cfg" -> Optional.of(new Guessed(LOOSE, PropertiesText::fits));
            default -> Optional.empty();
        };
    }

    /// The format of a file that nobody looked into.
    static String word(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "yaml", "yml" -> "yaml";
            case "json", "jsonc" -> "json";
            case "sql", "ddl", "psql" -> "sql";
            case "tf", "tfvars" -> "hcl";
            case "py", "pyi" -> "python";
            case "toml", "hcl", "java" -> extension;
            case "properties", "env", "ini", "conf", "cfg" -> "properties";
            default -> "dockerfile";
        };
    }

    /// Whether a format is a notation that may carry others.
    static boolean isPlain(String format) {
        return PLAIN.contains(format);
    }

    private static Language.Side sql(String text, int first) {
        SqlText.Statements read = SqlText.read(text, first);
        return new Language.Side(read.pieces(), read.problem());
    }

    private static Language.Side docker(String text, int first) {
        DockerText.Instructions read = DockerText.read(text, first);
        return new Language.Side(read.pieces(), read.problem());
    }

    private static Language.Side hcl(String text, int first) {
        HclText.Blocks read = HclText.read(text, first);
        return new Language.Side(read.pieces(), read.problem());
    }

    private static Language.Side code(Grammar grammar, String text, int first) {
        CodeText.Declarations read = CodeText.read(grammar, text, first);
        return new Language.Side(read.pieces(), read.problem());
    }

    private static Reading strict(String text, int first) {
        return PropertiesText.read(text, first, false);
    }

    private static Reading loose(String text, int first) {
        return PropertiesText.read(text, first, true);
    }
}
