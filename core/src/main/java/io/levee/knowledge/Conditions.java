package io.levee.knowledge;

import io.levee.catalog.AssetId;
import io.levee.change.ChangedFile;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks conditions of guardrails. Thread-safe.
///
/// A condition sees `change` (`path`, `previousPath`, `kind`, `format`, `partial`, `added` and
/// `removed` lines), `catalog` (`touched`: a list of `id`, `kind`, `name`, `owner`, `direct`,
/// `settings`), and, by [Guardrail.Each], `before` and `after` (trees, null where absent) and
/// `it`: of a value its `path` (JSON pointer), `key`, `before`, `after`; of a part, and of a
/// value's part, `kind` and `name`; of a line its `text`, `number`, and whether the same text was
/// taken out elsewhere in the file, `moved`.
public interface Conditions {
    /// Compiles, or says what is wrong with it.
    Compiled compile(String expression);

    /// Compiles a message with `${expression}` in it. Conditions that know no such thing leave the
    /// text as it stands.
    default Wording word(String text) {
        return new Wording.Ready(_ -> text);
    }

    sealed interface Compiled {
        /// @param check how it is asked
        record Ready(Check check) implements Compiled {}

        /// @param what in one line, without the expression
        record Broken(String what) implements Compiled {}
    }

    sealed interface Wording {
        /// @param words how it is said
        record Ready(Words words) implements Wording {}

        /// @param what in one line
        record Broken(String what) implements Wording {}
    }

    @FunctionalInterface
    interface Words {
        /// Never throws; what cannot be told reads `?`.
        String of(Asked asked);
    }

    @FunctionalInterface
    interface Check {
        /// Never throws; what takes too long or fails is [Answer.Failed].
        Answer ask(Asked asked);
    }

    /// What a condition is asked about: one file, and of it one part, value or line.
    record Asked(
            ChangedFile file,
            Optional<StructuredChange> structured,
            Optional<StructuredChange.Part> part,
            Optional<StructuredChange.Value> value,
            Optional<Line> line,
            List<Owned> touched) {
        public Asked {
            touched = List.copyOf(touched);
        }
    }

    /// An asset that the file's change can alter.
    ///
    /// @param owner    empty where nobody owns it
    /// @param direct   whether the file describes it; otherwise a change of what it describes
    ///                 reaches it
    /// @param settings of the catalog
    record Owned(AssetId asset, String owner, boolean direct, Map<String, String> settings) {
        public Owned {
            settings = Map.copyOf(settings);
        }
    }

    enum Answer {
        YES,
        NO,
        /// It could not be told: too much work, or an error of the expression.
        FAILED
    }
}
