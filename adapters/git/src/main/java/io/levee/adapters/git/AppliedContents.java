package io.levee.adapters.git;

import io.levee.change.Change;
import io.levee.change.Change.NotReviewed;
import io.levee.change.ChangedFile;
import io.levee.change.ChangedFile.Body;
import io.levee.change.ChangedFile.Kind;
import io.levee.change.Contents;
import io.levee.change.HunkFit;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/// Whole files of a diff that somebody brought, before and after it is applied to a commit. What
/// does not fit exactly, or was not read as a whole, is not known.
final class AppliedContents implements Contents {
    /// Shorter ids are too easily somebody else's.
    private static final int ID_LENGTH_MIN = 7;

    private final Store store;
    private final ObjectId tree;
    private final Set<String> partly;

    AppliedContents(Store store, ObjectId tree, Change change) {
        this.store = store;
        this.tree = tree;
        this.partly = change.notReviewed().stream().map(NotReviewed::file).collect(Collectors.toSet());
    }

    @Override
    public Optional<String> before(ChangedFile file) {
        if (!(file.body() instanceof Body.Text) || partly.contains(file.path())) {
            return Optional.empty();
        }
        return file.kind() == Kind.ADDED ? Optional.of("") : store.ask(reader -> base(reader, file));
    }

    @Override
    public Optional<String> after(ChangedFile file) {
        return before(file).flatMap(text -> HunkFit.after(text, file.hunks()));
    }

    /// The commit's own file where the hunks fit it; else the file whose id the diff gives, if it
    /// is here and they fit.
    private Optional<String> base(ObjectReader reader, ChangedFile file) throws IOException {
        Optional<String> here = store.text(reader, tree, file.before());
        if (here.filter(text -> fits(text, file)).isPresent()) {
            return here;
        }
        String id = file.blobBefore();
        if (id.length() < ID_LENGTH_MIN || !AbbreviatedObjectId.isId(id)) {
            return Optional.empty();
        }
        Collection<ObjectId> found = reader.resolve(AbbreviatedObjectId.fromString(id));
        if (found.size() != 1) {
            return Optional.empty();
        }
        return store.text(reader, found.iterator().next()).filter(text -> fits(text, file));
    }

    /// A file that is deleted must be gone as a whole.
    private static boolean fits(String text, ChangedFile file) {
        Optional<String> after = HunkFit.after(text, file.hunks());
        return file.kind() == Kind.DELETED ? after.filter(String::isEmpty).isPresent() : after.isPresent();
    }
}
