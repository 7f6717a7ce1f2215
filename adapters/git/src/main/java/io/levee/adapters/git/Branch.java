package io.levee.adapters.git;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// A branch, of this repository or as it was fetched from another.
///
/// @param name   `orders`, `origin/orders`
/// @param commit the id of its last commit
/// @param time   when that was committed
public record Branch(String name, String commit, Instant time) {
    public static final int BRANCHES_MAX = 1_000;

    private static final String REMOTE_HEAD = "/HEAD";

    /// Names that are the same commit are told once, by the first of their names. What names no
    /// commit, or one that is missing, is left out.
    static List<Branch> of(Repository repository, ObjectReader reader, int max) throws IOException {
        List<Branch> branches = new ArrayList<>();
        try (RevWalk walk = new RevWalk(reader)) {
            for (String prefix : List.of(Constants.R_HEADS, Constants.R_REMOTES)) {
                for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
                    if (ref.getObjectId() != null
                            && !(ref.isSymbolic() && ref.getName().endsWith(REMOTE_HEAD))) {
                        add(walk, ref, ref.getName().substring(prefix.length()), branches);
                    }
                }
            }
        }
        return branches.stream()
                .sorted(Comparator.comparing(Branch::time).reversed())
                .limit(Math.min(max, BRANCHES_MAX))
                .toList();
    }

    private static void add(RevWalk walk, Ref ref, String name, List<Branch> branches) throws IOException {
        try {
            RevCommit commit = walk.parseCommit(ref.getObjectId());
            if (branches.stream().noneMatch(it -> it.commit().equals(commit.name()))) {
                branches.add(new Branch(name, commit.name(), Instant.ofEpochSecond(commit.getCommitTime())));
            }
        } catch (MissingObjectException _) { // half a clone has names of what it does not have
        }
    }
}
