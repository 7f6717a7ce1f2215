package io.levee.adapters.git;

import io.levee.change.RawText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.diff.DiffConfig;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// What differs between two trees, with renames as git finds them at 50 %. Attributes of files
/// are not asked: a change could hide behind them.
final class Trees {
    /// Files of each side that are compared for renames, as `diff.renameLimit` of git; above it
    /// only exact ones are found.
    private static final int RENAMES_MAX = 1000;
    private static final int RENAME_SCORE = 50;
    private static final int RENAME_BYTES_MAX = 2 * 1024 * 1024;

    /// Files that differ; what goes past it is said.
    static final int DIFFERENCES_MAX = 100_000;
    private static final int FOLDERS_MAX = 300_000;
    private static final int PATH_BYTES_MAX = 4096;

    private Trees() {}

    /// Paths are as [RawText] has them.
    private static final class Entry extends DiffEntry {
        Entry(TreeWalk walk) {
            String path = path(walk);
            oldMode = walk.getFileMode(0);
            newMode = walk.getFileMode(1);
            boolean added = oldMode.equals(FileMode.MISSING);
            boolean deleted = newMode.equals(FileMode.MISSING);
            oldPath = added ? DEV_NULL : path;
            newPath = deleted ? DEV_NULL : path;
            oldId = AbbreviatedObjectId.fromObjectId(walk.getObjectId(0));
            newId = AbbreviatedObjectId.fromObjectId(walk.getObjectId(1));
            changeType = added ? ChangeType.ADD : deleted ? ChangeType.DELETE : ChangeType.MODIFY;
        }

        /// One side of a file that became something else, as git shows it: it goes and comes.
        Entry half(boolean gone) {
            return new Entry(this, gone);
        }

        private Entry(Entry whole, boolean gone) {
            oldMode = gone ? whole.oldMode : FileMode.MISSING;
            newMode = gone ? FileMode.MISSING : whole.newMode;
            oldPath = gone ? whole.oldPath : DEV_NULL;
            newPath = gone ? DEV_NULL : whole.newPath;
            oldId = gone ? whole.oldId : AbbreviatedObjectId.fromObjectId(ObjectId.zeroId());
            newId = gone ? AbbreviatedObjectId.fromObjectId(ObjectId.zeroId()) : whole.newId;
            changeType = gone ? ChangeType.DELETE : ChangeType.ADD;
        }

        boolean becameSomethingElse() {
            return changeType == ChangeType.MODIFY
                    && (oldMode.getBits() & FileMode.TYPE_MASK) != (newMode.getBits() & FileMode.TYPE_MASK);
        }
    }

    /// @param whole whether there are no more than these
    record Differences(List<DiffEntry> entries, boolean whole) {}

    /// @param before may be the zero id, for no tree
    static Differences differences(ObjectReader reader, ObjectId before, ObjectId after, boolean renames)
            throws IOException {
        List<DiffEntry> entries = new ArrayList<>();
        boolean whole;
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(iterator(reader, before));
            walk.addTree(iterator(reader, after));
            walk.setFilter(TreeFilter.ANY_DIFF);
            whole = walk(walk, DIFFERENCES_MAX, () -> {
                Entry entry = new Entry(walk);
                if (entry.becameSomethingElse()) {
                    entries.add(entry.half(true));
                    entries.add(entry.half(false));
                } else {
                    entries.add(entry);
                }
            });
        }
        return new Differences(renames ? withRenames(reader, entries) : entries, whole);
    }

    /// Goes to all files, but not for ever: a few objects can make trees of any size. False where there were more.
    private static boolean walk(TreeWalk walk, int max, Runnable file) throws IOException {
        int files = 0;
        int folders = 0;
        while (walk.next()) {
            if (files == max || folders == FOLDERS_MAX || walk.getPathLength() > PATH_BYTES_MAX) {
                return false;
            }
            if (walk.isSubtree()) {
                folders++;
                walk.enterSubtree();
            } else {
                files++;
                file.run();
            }
        }
        return true;
    }

    private static List<DiffEntry> withRenames(ObjectReader reader, List<DiffEntry> entries) throws IOException {
        RenameDetector detector = new RenameDetector(reader, new Config().get(DiffConfig.KEY));
        detector.setRenameLimit(RENAMES_MAX);
        detector.setRenameScore(RENAME_SCORE);
        detector.setBigFileThreshold(RENAME_BYTES_MAX);
        detector.setSkipContentRenamesForBinaryFiles(true);
        detector.addAll(entries);
        return detector.compute();
    }

    /// All files of a tree, links too, in the order of git.
    static List<String> paths(ObjectReader reader, ObjectId tree, int max) throws IOException {
        List<String> paths = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            walk(walk, max, () -> paths.add(path(walk)));
        }
        return paths;
    }

    private static String path(TreeWalk walk) {
        return RawText.decode(Arrays.copyOf(walk.getRawPath(), walk.getPathLength()));
    }

    private static AbstractTreeIterator iterator(ObjectReader reader, ObjectId tree) throws IOException {
        if (tree.equals(ObjectId.zeroId())) {
            return new EmptyTreeIterator();
        }
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(reader, tree);
        return parser;
    }
}
