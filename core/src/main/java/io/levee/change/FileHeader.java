package io.levee.change;

import io.levee.change.ChangedFile.Kind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a diff says about one file before its hunks. Not thread-safe.
final class FileHeader {
    /// Where a header comes from, which tells what may stand in it.
    enum Origin {
        /// `diff --git`.
        GIT,
        /// `diff --cc` and `diff --combined`: a merge beside all of its parents.
        COMBINED,
        /// `---` and `+++` alone.
        PLAIN,
        /// Something that belongs to no file.
        NONE
    }

    /// The lines of git's extended headers, each at its beginning.
    private static final Map<String, BiConsumer<FileHeader, String>> LINES = new LinkedHashMap<>();

    static {
        LINES.put("--- ", FileHeader::oldName);
        LINES.put("+++ ", FileHeader::newName);
        LINES.put("old mode ", (header, value) -> header.modeBefore = header.mode(value));
        LINES.put("new mode ", (header, value) -> header.modeAfter = header.mode(value));
        LINES.put("new file mode ", FileHeader::newFile);
        LINES.put("deleted file mode ", FileHeader::deletedFile);
        LINES.put("mode ", FileHeader::combinedModes);
        LINES.put("copy from ", (header, value) -> header.from(Kind.COPIED, value));
        LINES.put("copy to ", (header, value) -> header.to(Kind.COPIED, value));
        LINES.put("rename from ", (header, value) -> header.from(Kind.RENAMED, value));
        LINES.put("rename to ", (header, value) -> header.to(Kind.RENAMED, value));
        LINES.put("rename old ", (header, value) -> header.from(Kind.RENAMED, value));
        LINES.put("rename new ", (header, value) -> header.to(Kind.RENAMED, value));
        LINES.put("similarity index ", (header, value) -> header.similarity = value);
        LINES.put("dissimilarity index ", (header, value) -> {});
        LINES.put("index ", FileHeader::index);
    }

    private static final Pattern MODE = Pattern.compile("[0-7]{6}");
    private static final Pattern INDEX =
            Pattern.compile("([0-9a-f]{4,64}(?:,[0-9a-f]{4,64}){0,63})\\.\\.([0-9a-f]{4,64})(?: ([0-7]{6}))?");
    private static final Pattern NO_BLOB = Pattern.compile("0+");
    /// Of a file without bytes, by SHA-1 and by SHA-256.
    private static final Set<String> EMPTY_BLOBS = Set.of(
            "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
            "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813");

    final Origin origin;
    /// What stands after `diff --git `, or the path of a combined diff.
    final String line;

    private final Whys whys;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> named = new HashSet<>();
    private boolean repeated;
    private HeaderName old = HeaderName.MISSING;
    private HeaderName now = HeaderName.MISSING;
    private String from = "";
    private String to = "";
    private Kind kind = Kind.MODIFIED;
    private String modeBefore = "";
    private String modeAfter = "";
    private String modeIndex = "";
    private String blobBefore = "";
    private String blobAfter = "";
    private String similarity = "";
    private boolean carriageReturns;

    FileHeader(Origin origin, String line, Whys whys) {
        this.origin = origin;
        this.line = line;
        this.whys = whys;
    }

    /// Takes a line of the header; false where it is none.
    boolean take(DiffLines lines) {
        String text = lines.bytes();
        for (var known : LINES.entrySet()) {
            if (text.startsWith(known.getKey())
                    && (origin == Origin.COMBINED || !known.getKey().equals("mode "))) {
                boolean again = !seen.add(known.getKey());
                if (again && origin != Origin.COMBINED) {
                    repeated = true;
                    whys.add("its header says `%s` twice"
                            .formatted(known.getKey().strip()));
                }
                known.getValue().accept(this, text.substring(known.getKey().length()));
                carriageReturns |= text.startsWith("+++ ") && lines.endsInCarriageReturn();
                return true;
            }
        }
        return false;
    }

    private void oldName(String value) {
        HeaderName name = name(value);
        old = old.isMissing() ? name : old;
    }

    private void newName(String value) {
        now = name(value);
    }

    private HeaderName name(String value) {
        HeaderName name = HeaderName.beforeTab(value);
        doubt(name);
        if (!name.isNothing()) {
            named.add(name.bytes());
            named.add(HeaderPaths.ofOne(name.bytes()).after());
        }
        return name;
    }

    /// Of a plain diff: what stood after `--- `, and the line that begins `+++ `.
    void names(String oldName, DiffLines line) {
        oldName(oldName);
        newName(line.bytes().substring(4));
        carriageReturns = line.endsInCarriageReturn();
    }

    /// Names the file where nothing better does.
    void named(String name) {
        newName(name);
    }

    private void doubt(HeaderName name) {
        if (!name.doubt().isEmpty()) {
            whys.add(name.doubt());
        }
    }

    private String mode(String value) {
        if (MODE.matcher(value).matches()) {
            return value;
        }
        whys.add("its mode cannot be read");
        return "";
    }

    private void newFile(String value) {
        become(Kind.ADDED);
        modeAfter = mode(value);
    }

    private void deletedFile(String value) {
        become(Kind.DELETED);
        int comma = value.indexOf(',');
        modeBefore = mode(comma < 0 ? value : value.substring(0, comma));
    }

    private void combinedModes(String value) {
        int dots = value.indexOf("..");
        int first = Math.max(0, Math.min(dots, value.indexOf(',')));
        modeBefore = mode(value.substring(0, first));
        modeAfter = mode(value.substring(Math.max(0, dots + 2)));
    }

    private void from(Kind how, String value) {
        become(how);
        HeaderName name = HeaderName.whole(value);
        doubt(name);
        from = name.bytes();
    }

    private void to(Kind how, String value) {
        become(how);
        HeaderName name = HeaderName.whole(value);
        doubt(name);
        to = name.bytes();
    }

    private void become(Kind next) {
        if (kind != Kind.MODIFIED && kind != next) {
            whys.add("its header says that it was %s and %s".formatted(kind.word(), next.word()));
        }
        kind = next;
    }

    private void index(String value) {
        Matcher matcher = INDEX.matcher(value);
        if (!matcher.matches()) {
            whys.add("its `index` line cannot be read");
            return;
        }
        String first = matcher.group(1);
        int comma = first.indexOf(',');
        blobBefore = comma < 0 ? first : first.substring(0, comma);
        blobAfter = matcher.group(2);
        modeIndex = matcher.group(3) == null ? "" : matcher.group(3);
    }

    boolean hasOldName() {
        return !old.isMissing();
    }

    /// Whether the diff itself has CRLF at the end of its lines, so that a carriage return there
    /// is not the file's.
    boolean carriageReturns() {
        return carriageReturns;
    }

    /// What happened to the file.
    ///
    /// @param first the first hunk, where there is one; a plain diff tells a new file by it
    Kind kind(Optional<Hunk> first) {
        if (kind == Kind.MODIFIED && old.isNothing()) {
            return Kind.ADDED;
        }
        if (kind == Kind.MODIFIED && now.isNothing()) {
            return Kind.DELETED;
        }
        if (kind == Kind.MODIFIED && origin == Origin.PLAIN) {
            if (old.saysNoFile() && first.filter(it -> it.countBefore() == 0).isPresent()) {
                return Kind.ADDED;
            }
            if (now.saysNoFile() && first.filter(it -> it.countAfter() == 0).isPresent()) {
                return Kind.DELETED;
            }
        }
        return kind;
    }

    /// The paths, by what git and GNU patch would go by.
    HeaderPaths paths() {
        if (origin == Origin.COMBINED) {
            return combinedPaths();
        }
        if (!from.isEmpty() || !to.isEmpty()) {
            return movedPaths();
        }
        HeaderPaths git = HeaderPaths.ofGit(line).orElse(new HeaderPaths("", "", false, ""));
        if (old.isMissing() && now.isMissing()) {
            return git.after().isEmpty() ? git.doubting("its header does not say which file it is") : git;
        }
        HeaderPaths paths = namedPaths(git);
        if (origin != Origin.GIT) {
            return paths;
        }
        boolean agrees = HeaderPaths.gitNames(line, paths.before(), paths.after());
        return agrees ? paths : paths.doubting("its headers name different files");
    }

    private HeaderPaths namedPaths(HeaderPaths git) {
        boolean noOld = old.isNothing() || old.isMissing();
        boolean noNow = now.isNothing() || now.isMissing();
        if (!noOld && !noNow) {
            return HeaderPaths.of(old.bytes(), now.bytes());
        }
        if (noOld && noNow) {
            return git.doubting("its header names no file on either side");
        }
        String one = noOld ? now.bytes() : old.bytes();
        HeaderPaths paths = HeaderPaths.isPrefixed(one, git.after()) ? git : HeaderPaths.ofOne(one);
        boolean half = old.isMissing() || now.isMissing();
        return half ? paths.doubting("its header names only one side") : paths;
    }

    private HeaderPaths movedPaths() {
        String first = line.startsWith("\"") ? HeaderName.quoted(line).bytes() + " " : line;
        boolean prefixed = !first.startsWith(from + " ");
        HeaderPaths paths = new HeaderPaths(from, to, prefixed, "");
        boolean agrees = HeaderPaths.gitNames(line, from, to)
                && (old.isMissing() || HeaderPaths.isPrefixed(old.bytes(), from))
                && (now.isMissing() || HeaderPaths.isPrefixed(now.bytes(), to));
        if (from.isEmpty() || to.isEmpty()) {
            String one = from + to;
            return new HeaderPaths(one, one, prefixed, "its header names only one side");
        }
        return agrees ? paths : paths.doubting("its headers name different files");
    }

    private HeaderPaths combinedPaths() {
        String path = HeaderName.whole(line).bytes();
        HeaderPaths paths = new HeaderPaths(path, path, true, path.isEmpty() ? "its header names no file" : "");
        boolean agrees = (now.isMissing() || now.isNothing() || HeaderPaths.isPrefixed(now.bytes(), path))
                && (old.isMissing() || old.isNothing() || HeaderPaths.isPrefixed(old.bytes(), path));
        return agrees ? paths : paths.doubting("its headers name different files");
    }

    /// Whether `/dev/null` stands where it must not, or a name where `/dev/null` must.
    boolean contradictsItself() {
        boolean named = !old.isMissing() && !old.isNothing();
        boolean nowNamed = !now.isMissing() && !now.isNothing();
        return switch (kind) {
            case ADDED -> (origin == Origin.GIT && named) || now.isNothing();
            case DELETED -> (origin == Origin.GIT && nowNamed) || old.isNothing();
            case RENAMED, COPIED -> old.isNothing() || now.isNothing();
            // git takes `/dev/null` for a name where the header does not say so
            case MODIFIED -> origin == Origin.GIT && (old.isNothing() || now.isNothing());
        };
    }

    /// Whether it says something again, so that programs may differ in what they take.
    boolean isRepeated() {
        return repeated;
    }

    /// All other names that its header mentions, so that none of them passes for unchanged.
    Set<String> names() {
        Set<String> names = HeaderPaths.mentioned(line);
        names.addAll(named);
        names.add(from);
        names.add(to);
        names.remove("");
        return names;
    }

    String modeBefore() {
        return modeBefore.isEmpty() && kind != Kind.ADDED ? modeIndex : modeBefore;
    }

    String modeAfter() {
        return modeAfter.isEmpty() && kind != Kind.DELETED ? modeIndex : modeAfter;
    }

    String blobBefore() {
        return blobBefore;
    }

    String blobAfter() {
        return blobAfter;
    }

    /// Whether it tells of bytes that changed, so that without hunks something is missing.
    boolean needsContent() {
        boolean moved = kind == Kind.RENAMED || kind == Kind.COPIED;
        if (blobBefore.isEmpty()) {
            boolean says = kind != Kind.MODIFIED || !modeBefore.isEmpty() || !modeAfter.isEmpty();
            return !says || (moved && !similarity.isEmpty() && !similarity.equals("100%"));
        }
        boolean same = blobBefore.startsWith(blobAfter) || blobAfter.startsWith(blobBefore);
        return !same && !(isEmpty(blobBefore) && isEmpty(blobAfter));
    }

    private static boolean isEmpty(String blob) {
        return NO_BLOB.matcher(blob).matches() || EMPTY_BLOBS.stream().anyMatch(empty -> empty.startsWith(blob));
    }
}
