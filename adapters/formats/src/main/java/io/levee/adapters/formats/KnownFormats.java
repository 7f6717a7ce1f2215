package io.levee.adapters.formats;

import io.levee.adapters.formats.Language.Both;
import io.levee.adapters.formats.Language.Text;
import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.PieceDiff;
import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.StructuredChange;
import io.levee.change.Structures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// All formats that Levee reads by structure. Immutable, thread-safe; what it does for one file
/// is bounded by [Budget].
public final class KnownFormats implements Structures {
    @Override
    public Optional<StructuredChange> of(ChangedFile file, Contents contents) {
        return begin(file, contents).get();
    }

    @Override
    public Supplier<Optional<StructuredChange>> begin(ChangedFile file, Contents contents) {
        Optional<Language> language = Languages.of(file.path());
        if (language.isEmpty() || !(file.body() instanceof ChangedFile.Body.Text)) {
            return Optional::empty;
        }
        Sides sides = Sides.of(file, contents);
        return () -> compare(language.get(), sides);
    }

    /// Two whole texts of one file; empty where its format is not known.
    ///
    /// @param before empty where the file was not there
    /// @param after  empty where it is gone
    public static Optional<StructuredChange> compare(String path, String before, String after) {
        return Languages.of(path).flatMap(language -> compare(language, Sides.whole(path, before, path, after)));
    }

    private static Optional<StructuredChange> compare(Language language, Sides sides) {
        List<StructuredChange> changes = new ArrayList<>();
        for (Sides.Pair pair : sides.pairs()) {
            compare(language, pair, sides.partial()).ifPresent(changes::add);
        }
        return changes.stream().reduce(KnownFormats::join);
    }

    private static Optional<StructuredChange> compare(Language language, Sides.Pair pair, boolean partial) {
        Text before = pair.before();
        Text after = pair.after();
        String tooLong = unreadable(tooLong(before), tooLong(after));
        if (!tooLong.isEmpty()) {
            return Optional.of(new StructuredChange(Languages.word(after.path()), partial, tooLong, List.of()));
        }
        try {
            return language.read(before, after).map(both -> change(both, partial));
        } catch (RuntimeException | StackOverflowError e) {
            // a reader that fails for a file nobody thought of must not take the review of all
            // others with it
            String what =
                    "this file could not be read (%s)".formatted(e.getClass().getSimpleName());
            return Optional.of(new StructuredChange(Languages.word(after.path()), partial, what, List.of()));
        }
    }

    private static StructuredChange change(Both both, boolean partial) {
        return new StructuredChange(
                both.format(),
                partial,
                unreadable(both.before().problem(), both.after().problem()),
                PieceDiff.between(both.before().pieces(), both.after().pieces()));
    }

    private static String tooLong(Text text) {
        return text.text().length() > Budget.CHARACTERS_MAX
                ? "more than %d characters: split the file".formatted(Budget.CHARACTERS_MAX)
                : "";
    }

    /// `after: line 12: found a tab`, with the side that is broken, or both.
    private static String unreadable(String before, String after) {
        String first = before.isEmpty() ? "" : "before: " + before;
        String second = after.isEmpty() ? "" : "after: " + after;
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }

    /// Hunks of one file; a format that one of them shows is that of all.
    private static StructuredChange join(StructuredChange one, StructuredChange other) {
        List<StructuredChange.Part> parts = new ArrayList<>(one.parts());
        parts.addAll(other.parts());
        String format = Languages.isPlain(one.format()) ? other.format() : one.format();
        return new StructuredChange(
                format,
                one.partial(),
                one.unreadable().isEmpty() ? other.unreadable() : one.unreadable(),
                parts.size() > Budget.PIECES_MAX ? parts.subList(0, Budget.PIECES_MAX) : parts);
    }
}
