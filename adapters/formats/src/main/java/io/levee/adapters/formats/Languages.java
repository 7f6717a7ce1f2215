package io.levee.adapters.formats;

import io.levee.adapters.formats.text.JsonText;
import io.levee.adapters.formats.text.PropertiesText;
import io.levee.adapters.formats.text.YamlText;
import io.levee.adapters.formats.tree.Reading;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which language a file is written in, by its path.
final class Languages {
    private static final Language YAML = new Trees(YamlText::read, true, new Shapes("yaml", Shapes.NESTED));
    private static final Language JSON = new Trees(JsonText::read, true, new Shapes("json", Shapes.NESTED));
    private static final Language PROPERTIES =
            new Trees(Languages::strict, false, new Shapes("properties", Shapes.FLAT));
    private static final Language LOOSE = new Trees(Languages::loose, false, new Shapes("properties", Shapes.FLAT));

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
        return byExtension(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Optional<Language> byExtension(String extension) {
        return switch (extension) {
            case "yaml", "yml" -> Optional.of(YAML);
            case "json", "jsonc" -> Optional.of(JSON);
            case "properties" -> Optional.of(PROPERTIES);
            case "env", "ini" -> Optional.of(LOOSE);
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
            default -> PLAIN.contains(extension) ? extension : "properties";
        };
    }

    /// Whether a format is a notation that may carry others.
    static boolean isPlain(String format) {
        return PLAIN.contains(format);
    }

    private static Reading strict(String text, int first) {
        return PropertiesText.read(text, first, false);
    }

    private static Reading loose(String text, int first) {
        return PropertiesText.read(text, first, true);
    }
}
