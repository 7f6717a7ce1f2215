package io.levee.adapters.formats;

import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The texts of a file before and after: whole, where they are known or a hunk shows all, else
/// what each hunk shows.
record Sides(boolean partial, List<Pair> pairs) {
    Sides {
        pairs = List.copyOf(pairs);
    }

    record Pair(Language.Text before, Language.Text after) {}

    static Sides of(ChangedFile file, Contents contents) {
        Optional<String> before = file.kind() == ChangedFile.Kind.ADDED ? Optional.of("") : contents.before(file);
        Optional<String> after = file.kind() == ChangedFile.Kind.DELETED ? Optional.of("") : contents.after(file);
        if (before.isPresent() && after.isPresent()) {
            return whole(file, before.get(), after.get());
        }
        List<Hunk> hunks = file.hunks();
        if (hunks.size() == 1 && showsAll(file, hunks.getFirst())) {
            Hunk all = hunks.getFirst();
            return whole(file, text(all, Line.Kind.ADDED), text(all, Line.Kind.REMOVED));
        }
        List<Pair> pairs = new ArrayList<>();
        for (Hunk hunk : hunks) {
            pairs.add(new Pair(
                    new Language.Text(
                            file.before(), text(hunk, Line.Kind.ADDED), Math.max(1, hunk.startBefore()), true),
                    new Language.Text(
                            file.after(), text(hunk, Line.Kind.REMOVED), Math.max(1, hunk.startAfter()), true)));
        }
        return new Sides(!pairs.isEmpty(), pairs);
    }

    static Sides whole(ChangedFile file, String before, String after) {
        return whole(file.before(), before, file.after(), after);
    }

    static Sides whole(String pathBefore, String before, String pathAfter, String after) {
        return new Sides(
                false,
                List.of(new Pair(
                        new Language.Text(pathBefore, before, 1, false),
                        new Language.Text(pathAfter, after, 1, false))));
    }

    /// A file that came or went with one hunk from its first line, or one whose last line,
    /// which has no end, is there.
    private static boolean showsAll(ChangedFile file, Hunk hunk) {
        boolean first = hunk.startBefore() <= 1 && hunk.startAfter() <= 1;
        return switch (file.kind()) {
            case ADDED, DELETED -> first;
            case MODIFIED, RENAMED, COPIED -> first && hunk.lines().stream().anyMatch(line -> !line.ended());
        };
    }

    /// The lines of one side, without those of one kind.
    private static String text(Hunk hunk, Line.Kind without) {
        StringBuilder text = new StringBuilder();
        for (Line line : hunk.lines()) {
            if (line.kind() != without) {
                text.append(line.text()).append('\n');
            }
        }
        return text.toString();
    }
}
