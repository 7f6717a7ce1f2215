package io.levee.knowledge;

import io.levee.catalog.PathPattern;
import io.levee.identity.AssetPattern;
import io.levee.identity.TeamId;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A rule of a team that can be checked: where its condition holds, something is wrong.
///
/// @param message   what is wrong, for whoever made the change
/// @param advice    what to do instead; may be empty
/// @param why       incidents by id, or addresses of what the rule rests on
/// @param when      a CEL expression of type bool; see [Conditions]. Empty for a rule that only
///                  names what to look at, which is knowledge to cite and finds nothing by itself
/// @param examples  what the rule must and must not find, checked with the organisation
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
        List<Example> examples) {
    public Guardrail {
        why = List.copyOf(why);
        examples = List.copyOf(examples);
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
    }

    /// Where the rule is asked at all. What is empty restricts nothing.
    ///
    /// @param paths   CODEOWNERS patterns of the repository
    /// @param formats of [io.levee.change.StructuredChange]
    /// @param parts   kinds of parts
    /// @param assets  the change must touch one of these, directly or through what it reaches
    public record AppliesTo(
            List<PathPattern> paths, Set<String> formats, Set<String> parts, List<AssetPattern> assets) {
        public AppliesTo {
            paths = List.copyOf(paths);
            formats = Set.copyOf(formats);
            parts = Set.copyOf(parts);
            assets = List.copyOf(assets);
        }
    }

    /// A change of one file.
    ///
    /// @param matches whether the rule must find something in it
    /// @param file    the path, which tells the format
    /// @param before  empty for a file that is added
    /// @param after   empty for a file that is deleted
    /// @param touched assets that the change is said to touch
    public record Example(boolean matches, String file, String before, String after, List<String> touched) {
        public Example {
            touched = List.copyOf(touched);
        }
    }
}
