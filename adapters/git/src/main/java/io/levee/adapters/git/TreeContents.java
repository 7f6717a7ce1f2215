package io.levee.adapters.git;

import io.levee.change.ChangedFile;
import io.levee.change.ChangedFile.Kind;
import io.levee.change.Contents;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/// Whole files of two trees.
final class TreeContents implements Contents {
    private final Store store;
    private final ObjectId before;
    private final ObjectId after;

    TreeContents(Store store, ObjectId before, ObjectId after) {
        this.store = store;
        this.before = before;
        this.after = after;
    }

    @Override
    public Optional<String> before(ChangedFile file) {
        return file.kind() == Kind.ADDED ? Optional.of("") : text(before, file.before());
    }

    @Override
    public Optional<String> after(ChangedFile file) {
        return file.kind() == Kind.DELETED ? Optional.of("") : text(after, file.after());
    }

    private Optional<String> text(ObjectId tree, String path) {
        boolean none = tree.equals(ObjectId.zeroId());
        return none ? Optional.empty() : store.ask(reader -> store.text(reader, tree, path));
    }
}
