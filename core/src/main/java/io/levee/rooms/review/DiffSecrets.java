package io.levee.rooms.review;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.Secrets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Every secret that stands in a change, to keep each of them out of what a model sees and says.
final class DiffSecrets {
    /// Who has more shows nothing to any model.
    static final int SECRETS_MAX = 200;
    /// Characters that give a secret away where they stand in somebody's words.
    static final int PART = 8;
    /// A shorter secret is only found as the whole line has it.
    private static final int SHORT = 4;

    static final String REDACTED = "[redacted]";
    /// Digests, encoded bytes, the middle of a key whose beginning is elsewhere: nothing that a
    /// model could judge, so it is neither shown nor said.
    static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9+/=_-]{40,}");
    /// Of these, how many are known by their parts, and how far.
    private static final int OPAQUE_MAX = 1_000;

    private static final int OPAQUE_CHARS_MAX = 200;
    /// What nobody writes in a sentence.
    private static final Pattern RANDOM = Pattern.compile("(?=[A-Za-z+/=_-]*[0-9])[A-Za-z0-9+/=_-]{24,}");

    private final List<String> secrets;
    private final Set<String> parts = new HashSet<>();
    private final boolean tooMany;

    private DiffSecrets(Set<String> found, Set<String> opaque, boolean tooMany) {
        // longer ones first: one may be a part of another
        this.secrets = found.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        this.tooMany = tooMany;
        found.forEach(this::remember);
        opaque.forEach(this::remember);
    }

    private void remember(String secret) {
        for (int i = 0; i + PART <= secret.length(); i++) {
            parts.add(secret.substring(i, i + PART));
        }
        if (secret.length() < PART) {
            parts.add(secret);
        }
    }

    static DiffSecrets in(Change change) {
        Set<String> found = new HashSet<>();
        Set<String> opaque = new HashSet<>();
        for (ChangedFile file : change.files()) {
            for (String path : List.of(file.before(), file.after())) {
                add(found, Secrets.in(path), path);
            }
            side(file, Line.Kind.REMOVED, found, opaque);
            side(file, Line.Kind.ADDED, found, opaque);
            if (found.size() > SECRETS_MAX) {
                return new DiffSecrets(Set.of(), Set.of(), true);
            }
        }
        return new DiffSecrets(found, opaque, false);
    }

    /// Each side is read by itself, so that a private key of several lines is one.
    private static void side(ChangedFile file, Line.Kind changed, Set<String> found, Set<String> opaque) {
        Secrets.Reader reader = new Secrets.Reader();
        for (Hunk hunk : file.hunks()) {
            for (Line line : hunk.lines()) {
                if (line.kind() == changed || line.kind() == Line.Kind.CONTEXT) {
                    add(found, reader.next(line.text()), line.text());
                    OPAQUE.matcher(line.text())
                            .results()
                            .takeWhile(_ -> opaque.size() < OPAQUE_MAX)
                            .map(MatchResult::group)
                            .forEach(it -> opaque.add(it.substring(0, Math.min(OPAQUE_CHARS_MAX, it.length()))));
                }
            }
            if (found.size() > SECRETS_MAX) {
                return;
            }
        }
    }

    private static void add(Set<String> found, List<Secrets.Secret> secrets, String text) {
        secrets.stream()
                .map(it -> it.in(text))
                .filter(it -> it.length() >= SHORT)
                .forEach(found::add);
    }

    boolean tooMany() {
        return tooMany;
    }

    /// The text without them, and without what reads like another secret.
    String without(String text) {
        String left = text;
        for (String secret : secrets) {
            left = left.replace(secret, REDACTED);
        }
        return Secrets.redacted(left);
    }

    /// Whether the words have a part of one that gives it away, or what reads like one.
    boolean leakIn(String words) {
        if (RANDOM.matcher(words).find()) {
            return true;
        }
        for (int length = SHORT; length <= PART; length++) {
            for (int i = 0; i + length <= words.length(); i++) {
                if (parts.contains(words.substring(i, i + length))) {
                    return true;
                }
            }
        }
        return false;
    }
}
