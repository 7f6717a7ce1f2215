package io.levee.change;

import io.levee.change.Change.NotReviewed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What of a diff was read so far.
final class Gathered {
    static final int FILES_MAX = 50_000;
    static final int NOT_REVIEWED_MAX = 100_000;

    private final List<ChangedFile> files = new ArrayList<>();
    private final Set<NotReviewed> notReviewed = new LinkedHashSet<>();
    private final List<String> prefixed = new ArrayList<>();
    private final List<String> bare = new ArrayList<>();
    private long filesLeft;
    private long doubtsLeft;

    void add(ChangedFile file) {
        if (files.size() == FILES_MAX) {
            filesLeft++;
        } else {
            files.add(file);
        }
    }

    /// @param withPrefix whether its names had one
    void add(ChangedFile file, boolean withPrefix) {
        add(file);
        List<String> same = withPrefix ? prefixed : bare;
        if (same.size() < FILES_MAX) {
            same.add(file.path());
        }
    }

    void doubt(String file, String why) {
        if (notReviewed.size() < NOT_REVIEWED_MAX) {
            notReviewed.add(new NotReviewed(file, why));
        } else {
            doubtsLeft++;
        }
    }

    Change change(boolean blank) {
        // whoever applies a diff takes off one folder of all names, or of none
        if (!prefixed.isEmpty() && !bare.isEmpty()) {
            List<String> odd = bare.size() <= prefixed.size() ? bare : prefixed;
            odd.forEach(path -> doubt(path, "its names have another kind of prefix than those of other files"));
        }
        if (files.isEmpty() && notReviewed.isEmpty() && !blank) {
            doubt("", "no diff was found in it");
        }
        List<NotReviewed> all = new ArrayList<>(notReviewed);
        if (filesLeft > 0) {
            all.add(new NotReviewed("", "%,d files after the first %,d".formatted(filesLeft, FILES_MAX)));
        }
        if (doubtsLeft > 0) {
            all.add(new NotReviewed("", "%,d more reasons".formatted(doubtsLeft)));
        }
        return new Change(files, all);
    }
}
