package io.levee.change;

import io.levee.catalog.AssetId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What changed in one file of a known format, as named parts and single values.
///
/// Trees are what a reader of the format makes of it: `Map<String, Object>` in the order of the
/// file, `List<Object>`, `String`, `Long`, `Double`, `Boolean`; null is the format's own null.
///
/// @param format     the format in one word: `kubernetes`, `kafka-topic`, `sql`; see [Structures]
/// @param partial    whether only what the hunks show was read
/// @param unreadable why one of its sides is not what its format allows, with the line after a
///                   colon where that is known; empty where both could be read
/// @param parts      those that differ, in the order of the file after
public record StructuredChange(String format, boolean partial, String unreadable, List<Part> parts) {
    public StructuredChange {
        parts = List.copyOf(parts);
    }

    /// A named thing in a file: a document of YAML, a topic, a flag, a statement of SQL, a
    /// method.
    ///
    /// @param kind       what it is, in one word of its format: `topic`, `flag`, `Deployment`,
    ///                   `statement`
    /// @param name       as its format names it; empty where it has none
    /// @param assets     what of the catalog it may describe, such as `topic:orders.v1`, whether
    ///                   the catalog knows it or not
    /// @param before     its tree before; null where it was not there
    /// @param after      its tree after; null where it is gone
    /// @param lineBefore where it began, from 1; 0 where it was not there
    /// @param lineAfter  where it begins, from 1; 0 where it is gone
    /// @param values     the single values that differ, at most [#VALUES_MAX]
    public record Part(
            String kind,
            String name,
            List<AssetId> assets,
            @Nullable Object before,
            @Nullable Object after,
            int lineBefore,
            int lineAfter,
            List<Value> values) {
        /// Values of one part. Whoever changes more is judged by the part as a whole.
        public static final int VALUES_MAX = 2_000;

        public Part {
            assets = List.copyOf(assets);
            values = List.copyOf(values);
        }
    }

    /// One value that is not what it was. Lists are compared by position, or by `name`, `key` or
    /// `id` where each of their members has one of its own.
    ///
    /// @param steps      keys from the root of the part's tree; a position as a number, a named
    ///                   member by its name
    /// @param before     null where it was not there
    /// @param after      null where it is gone
    /// @param lineBefore where it stood, from 1; 0 where it was not there
    /// @param lineAfter  where it stands, from 1; 0 where it is gone
    public record Value(
            List<String> steps,
            @Nullable Object before,
            @Nullable Object after,
            int lineBefore,
            int lineAfter) {
        public Value {
            steps = Collections.unmodifiableList(new ArrayList<>(steps));
        }

        /// The last step, or nothing at the root.
        public String key() {
            return steps.isEmpty() ? "" : steps.getLast();
        }

        /// As a JSON pointer (RFC 6901).
        public String pointer() {
            StringBuilder pointer = new StringBuilder();
            for (String step : steps) {
                pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
            }
            return pointer.toString();
        }

        /// The line to show.
        public int line() {
            return lineAfter > 0 ? lineAfter : lineBefore;
        }
    }
}
