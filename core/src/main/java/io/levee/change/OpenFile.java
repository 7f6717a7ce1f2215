package io.levee.change;

import io.levee.change.ChangedFile.Body;
import io.levee.change.ChangedFile.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of a diff that is being read.
final class OpenFile {
    private static final String SUBMODULE = "160000";
    private static final Pattern COMMIT = Pattern.compile("Subproject commit ([0-9a-f]{7,64}(?:-dirty)?)");

    private final Whys whys = new Whys();
    private final FileHeader header;
    private final KeptLines kept;
    private final List<Hunk> hunks = new ArrayList<>();
    private boolean hunkSeen;
    private boolean binary;
    private long nextBefore = 1;
    private long delta;

    OpenFile(FileHeader.Origin origin, String line, KeptLines.Room room) {
        this.header = new FileHeader(origin, line, whys);
        this.kept = new KeptLines(room, whys);
    }

    FileHeader header() {
        return header;
    }

    /// Whether there is a file at all, and not only text before the first one.
    boolean isListed() {
        return header.origin != FileHeader.Origin.NONE;
    }

    /// Whether nothing but its header was seen.
    boolean isHeaderOnly() {
        return isListed() && !hunkSeen;
    }

    void doubt(String why) {
        whys.add(why);
    }

    void binary() {
        binary = true;
    }

    OpenHunk begin(HunkHeader next) {
        if (!next.isCombined()) {
            stands(next.before().getFirst(), next.after());
        }
        hunkSeen = true;
        return new OpenHunk(next, kept, header.carriageReturns(), whys);
    }

    /// Hunks stand in order and where those before them have moved the file to.
    private void stands(HunkHeader.Range before, HunkHeader.Range after) {
        if (before.first() < nextBefore) {
            whys.add("its hunks overlap or are out of order");
        } else if (after.first() - before.first() != delta) {
            whys.add("a hunk does not stand where its header says");
        }
        nextBefore = before.first() + before.count();
        delta = after.first() + after.count() - nextBefore;
    }

    void end(OpenHunk hunk) {
        kept.add(hunks, hunk.hunk());
    }

    /// Hands over what was read.
    void close(Gathered gathered) {
        if (!isListed()) {
            whys.all().forEach(why -> gathered.doubt("", why));
            return;
        }
        kept.close();
        Optional<Hunk> first = hunks.stream().findFirst();
        Kind kind = header.kind(first);
        HeaderPaths paths = header.paths();
        String before = HeaderPaths.text(paths.before());
        String after = HeaderPaths.text(paths.after());
        check(kind, paths);
        ChangedFile file = new ChangedFile(
                kind,
                before,
                after,
                header.modeBefore(),
                header.modeAfter(),
                body(),
                header.blobBefore(),
                header.blobAfter());
        if (header.origin == FileHeader.Origin.COMBINED) {
            gathered.add(file);
        } else {
            gathered.add(file, paths.prefixed());
        }
        whys.all().forEach(why -> gathered.doubt(after, why));
        if (header.isRepeated()) {
            header.names().forEach(name -> gathered.doubt(HeaderPaths.text(name), "a header names it beside another"));
        }
        if (!paths.doubt().isEmpty()) {
            header.names().forEach(name -> gathered.doubt(HeaderPaths.text(name), paths.doubt()));
        }
    }

    private void check(Kind kind, HeaderPaths paths) {
        if (!paths.doubt().isEmpty()) {
            whys.add(paths.doubt());
        }
        for (String path : List.of(paths.before(), paths.after())) {
            String danger = HeaderPaths.danger(path);
            if (!danger.isEmpty() && !path.isEmpty()) {
                whys.add(danger);
            }
        }
        if (header.contradictsItself()) {
            whys.add("its header says that it is there and that it is not");
        }
        boolean partly = (kind == Kind.ADDED && hunks.stream().anyMatch(hunk -> hunk.countBefore() > 0))
                || (kind == Kind.DELETED && hunks.stream().anyMatch(hunk -> hunk.countAfter() > 0));
        if (partly) {
            whys.add("it is said to be %s, and lines say that it is not only that".formatted(kind.word()));
        }
        if (binary && hunkSeen) {
            whys.add("it is said to be binary and has lines");
        }
        boolean plain = header.origin != FileHeader.Origin.GIT;
        if (!binary && !hunkSeen && (plain || header.needsContent())) {
            whys.add("the diff has no content for this file");
        }
    }

    private Body body() {
        if (binary) {
            whys.add("binary");
            return new Body.Binary();
        }
        if (!header.modeBefore().equals(SUBMODULE) && !header.modeAfter().equals(SUBMODULE)) {
            return new Body.Text(hunks);
        }
        Optional<Body.Submodule> submodule = submodule();
        submodule.ifPresent(
                it -> whys.add("another repository at " + (it.after().isEmpty() ? "no commit" : it.after())));
        if (submodule.isEmpty()) {
            whys.add("another repository, whose commit cannot be read");
        }
        return submodule.isPresent() ? submodule.get() : new Body.Text(hunks);
    }

    private Optional<Body.Submodule> submodule() {
        String before = "";
        String after = "";
        List<Line> lines = hunks.stream().flatMap(hunk -> hunk.lines().stream()).toList();
        for (Line line : lines) {
            Matcher commit = COMMIT.matcher(line.text());
            boolean removed = line.kind() == Line.Kind.REMOVED;
            boolean known = !(removed ? before : after).isEmpty();
            if (line.kind() == Line.Kind.CONTEXT || known || !commit.matches()) {
                return Optional.empty();
            }
            before = removed ? commit.group(1) : before;
            after = removed ? after : commit.group(1);
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Body.Submodule(before, after));
    }
}
