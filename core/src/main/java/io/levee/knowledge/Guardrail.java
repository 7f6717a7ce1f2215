package io.levee.knowledge;

import io.levee.catalog.PathPattern;
import io.levee.change.ChangedFile;
import io.levee.change.StructuredChange;
import io.levee.identity.AssetPattern;
import io.levee.identity.TeamId;
import io.levee.knowledge.Conditions.Owned;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A rule of a team that can be checked: where its condition holds, something is wrong.
///
/// @param message   what is wrong, for whoever made the change
/// @param advice    what to do instead; may be empty
/// @param why       incidents by id, or addresses of what the rule rests on
/// @param when      a CEL expression of type bool; see [Conditions]. Empty for a rule that only
///                  names what to look at, which is knowledge to cite and finds nothing by itself
/// @param examples  what the rule must and must not find, checked with the organisation
/// @param file      where it is written; empty where it is in no file
/// @param line      of its id, from 1; 0 where it is in no file
public record Guardrail(
        String id,
        TeamId team,
        Severity severity,
        String message,
        String advice,
        List<String> why,
        AppliesTo appliesTo,
        Each each,
        String when,
        List<Example> examples,
        String file,
        int line) {
    public Guardrail {
        why = List.copyOf(why);
        examples = List.copyOf(examples);
    }

    /// In no file.
    public Guardrail(
            String id,
            TeamId team,
            Severity severity,
            String message,
            String advice,
            List<String> why,
            AppliesTo appliesTo,
            Each each,
            String when,
            List<Example> examples) {
        this(id, team, severity, message, advice, why, appliesTo, each, when, examples, "", 0);
    }

    /// The same rule, of another team.
    public Guardrail of(TeamId other) {
        return new Guardrail(id, other, severity, message, advice, why, appliesTo, each, when, examples, file, line);
    }

    /// What the condition is asked about, one by one.
    public enum Each {
        /// Every value that differs.
        VALUE,
        /// Every part that differs: a topic, a flag, a document, a statement.
        PART,
        /// Every line that was added.
        LINE,
        /// The file.
        FILE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Each of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "`each: %s` is not known: write value, part, line or file".formatted(word)));
        }
    }

    /// Where the rule is asked at all. What is empty restricts nothing.
    ///
    /// @param paths   CODEOWNERS patterns of the repository
    /// @param formats of [io.levee.change.StructuredChange]
    /// @param parts   kinds of parts
    /// @param assets  the change must touch one of these, directly or through what it reaches
    public record AppliesTo(
            List<PathPattern> paths, Set<String> formats, Set<String> parts, List<AssetPattern> assets) {
        private static final Set<String> MIXED = Set.of("kubernetes", "hcl");

        public AppliesTo {
            paths = List.copyOf(paths);
            formats = Set.copyOf(formats);
            parts = Set.copyOf(parts);
            assets = List.copyOf(assets);
        }

        /// Several documents in one file give it the format of the file: a topic beside a
        /// deployment is a topic still.
        private boolean coversFormat(StructuredChange structured) {
            return formats.contains(structured.format())
                    || (MIXED.contains(structured.format())
                            && structured.parts().stream().anyMatch(part -> parts.contains(part.kind())));
        }

        public boolean covers(ChangedFile file, Optional<StructuredChange> structured, List<Owned> touched) {
            return coversPath(file)
                    && (formats.isEmpty()
                            || structured.filter(this::coversFormat).isPresent())
                    && (assets.isEmpty() || touched.stream().anyMatch(this::coversAsset));
        }

        public boolean covers(StructuredChange.Part part) {
            return parts.isEmpty() || parts.contains(part.kind());
        }

        private boolean coversPath(ChangedFile file) {
            return paths.isEmpty()
                    || paths.stream().anyMatch(path -> path.matches(file.after()) || path.matches(file.before()));
        }

        private boolean coversAsset(Owned touched) {
            return assets.stream()
                    .anyMatch(pattern -> pattern.matches(touched.asset().toString()));
        }
    }

    /// A change of one file.
    ///
    /// @param matches whether the rule must find something in it
    /// @param file    the path, which tells the format
    /// @param before  empty for a file that is added
    /// @param after   empty for a file that is deleted
    /// @param touched assets that the change is said to touch
    /// @param line    where it is written, from 1; 0 where it is in no file
    public record Example(boolean matches, String file, String before, String after, List<String> touched, int line) {
        public Example {
            touched = List.copyOf(touched);
        }
    }
}
