package io.levee.adapters.cel;

import io.levee.change.ChangedFile;
import io.levee.change.Line;
import java.lang.ref.SoftReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The lines of a file as texts. Conditions ask about one file many times in a row, so that
/// each thread keeps the last.
final class Lines {
    private static final ThreadLocal<SoftReference<Lines>> LAST =
            ThreadLocal.withInitial(() -> new SoftReference<>(null));

    private final ChangedFile file;
    private final List<String> added;
    private final List<String> removed;
    private final Set<String> removedStripped = new HashSet<>();

    private Lines(ChangedFile file) {
        this.file = file;
        this.added = file.added().stream().map(Line::text).toList();
        this.removed = file.removed().stream().map(Line::text).toList();
        removed.forEach(text -> removedStripped.add(text.strip()));
    }

    @SuppressWarnings("ReferenceEquality") // comparing two files line by line would be the work that this spares
    static Lines of(ChangedFile file) {
        Lines last = LAST.get().get();
        if (last == null || last.file != file) {
            last = new Lines(file);
            LAST.set(new SoftReference<>(last));
        }
        return last;
    }

    List<String> added() {
        return added;
    }

    List<String> removed() {
        return removed;
    }

    boolean removes(String text) {
        return removedStripped.contains(text.strip());
    }
}
