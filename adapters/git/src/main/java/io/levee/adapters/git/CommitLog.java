package io.levee.adapters.git;

import io.levee.change.RawText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.RawParseUtils;

/// Walks commits along their first parents. Not thread-safe.
final class CommitLog {
    private static final int MESSAGE_BYTES_MAX = 64 * 1024;
    private static final int AUTHOR_DIGITS = 16;

    private final ObjectReader reader;

    CommitLog(ObjectReader reader) {
        this.reader = reader;
    }

    List<Commit> between(ObjectId base, ObjectId head) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            walk.setFirstParent(true);
            walk.markStart(walk.parseCommit(head));
            walk.markUninteresting(walk.parseCommit(base));
            return walk(walk, Instant.MIN, Commit.COMMITS_MAX);
        }
    }

    List<Commit> since(Instant since, ObjectId head) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            walk.setFirstParent(true);
            walk.markStart(walk.parseCommit(head));
            return walk(walk, since, Commit.COMMITS_MAX);
        }
    }

    List<Commit> newest(ObjectId head, int max) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            walk.setFirstParent(true);
            walk.markStart(walk.parseCommit(head));
            return walk(walk, Instant.MIN, Math.min(max, Commit.COMMITS_MAX));
        }
    }

    /// Clocks of committers differ, so a commit that is too old does not end the walk.
    private List<Commit> walk(RevWalk walk, Instant since, int max) throws IOException {
        List<Commit> commits = new ArrayList<>();
        for (RevCommit it = walk.next(); it != null && commits.size() < max; it = walk.next()) {
            if (!time(it).isBefore(since)) {
                commits.add(commit(walk, it));
            }
        }
        return commits;
    }

    private static Instant time(RevCommit commit) {
        return Instant.ofEpochSecond(commit.getCommitTime());
    }

    private Commit commit(RevWalk walk, RevCommit commit) throws IOException {
        ObjectId before = ObjectId.zeroId();
        if (commit.getParentCount() > 0) {
            RevCommit parent = walk.parseCommit(commit.getParent(0));
            before = parent.getTree().getId();
        }
        List<DiffEntry> entries = Trees.differences(
                        reader, before, commit.getTree().getId(), false)
                .entries();
        List<String> files = new ArrayList<>();
        for (DiffEntry entry : entries.subList(0, Math.min(entries.size(), Commit.FILES_MAX))) {
            files.add(path(entry));
        }
        return new Commit(
                commit.name(),
                Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
                author(commit),
                time(commit),
                message(commit),
                files.stream().distinct().toList(),
                entries.size(),
                digest(entries, false),
                digest(entries, true));
    }

    private static String path(DiffEntry entry) {
        return entry.getChangeType() == DiffEntry.ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
    }

    private static String message(RevCommit commit) {
        byte[] raw = commit.getRawBuffer();
        int start = RawParseUtils.commitMessage(raw, 0);
        if (start < 0) {
            return "";
        }
        return RawText.decode(raw, start, Math.min(raw.length, start + MESSAGE_BYTES_MAX))
                .strip();
    }

    private static String author(RevCommit commit) {
        byte[] raw = commit.getRawBuffer();
        int start = RawParseUtils.author(raw, 0);
        int end = start < 0 ? start : RawParseUtils.nextLF(raw, start);
        String line = start < 0 ? "" : RawText.decode(raw, start, end);
        int open = line.lastIndexOf('<');
        int close = line.lastIndexOf('>');
        String mail = open >= 0 && close > open ? line.substring(open + 1, close) : line;
        return Digests.hex(mail.strip().toLowerCase(Locale.ROOT)).substring(0, AUTHOR_DIGITS);
    }

    /// Of all paths with their modes and contents before and after, or the other way round.
    private static String digest(List<DiffEntry> entries, boolean backwards) {
        if (entries.isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        for (DiffEntry entry : entries) {
            String before =
                    entry.getOldMode().getBits() + " " + entry.getOldId().name();
            String after = entry.getNewMode().getBits() + " " + entry.getNewId().name();
            lines.add(path(entry) + "\0" + (backwards ? after + "\0" + before : before + "\0" + after));
        }
        lines.sort(null);
        return Digests.hex(String.join("\0\0", lines));
    }
}
