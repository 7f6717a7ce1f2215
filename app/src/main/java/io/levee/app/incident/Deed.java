package io.levee.app.incident;

import io.levee.adapters.git.Commit;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.git.RangeChange;
import io.levee.change.Change.NotReviewed;
import io.levee.change.ChangedFile;
import io.levee.change.HiddenText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a commit did, as far as it may be kept: texts, with their secrets taken out.
///
/// @param commit  its full id; empty for what nobody committed, the reverse of a cause
/// @param subject the first line of its message, without secrets
/// @param files   of which both sides are known, without secrets
/// @param raw     the same files as they are, to ask rules about and never to keep
/// @param unread  what is not among them, and why
record Deed(
        String commit,
        String subject,
        Instant time,
        List<FileChange> files,
        List<FileChange> raw,
        List<NotReviewed> unread) {
    /// Files of one commit; of a larger one the first are looked at.
    static final int FILES_MAX = 200;
    /// Characters of one side.
    static final int TEXT_MAX = 256 * 1024;

    private static final int SUBJECT_MAX = 200;

    Deed {
        files = List.copyOf(files);
        raw = List.copyOf(raw);
        unread = List.copyOf(unread);
    }

    static Deed of(GitHistory history, String rev) {
        Commit commit = history.newest(rev, 1).getFirst();
        return of(commit, history.commit(rev));
    }

    private static Deed of(Commit commit, RangeChange range) {
        List<FileChange> files = new ArrayList<>();
        List<FileChange> raw = new ArrayList<>();
        List<NotReviewed> unread = new ArrayList<>(range.change().notReviewed());
        Set<String> partly = new HashSet<>();
        unread.forEach(it -> partly.add(it.file()));
        for (ChangedFile file : range.change().files()) {
            if (partly.contains(file.path())) {
                continue;
            }
            Optional<FileChange> whole = whole(file, range);
            Optional<FileChange> clean = whole.map(Deed::withoutSecrets);
            String why = whole.isEmpty() || clean.isEmpty() ? "no text that is small enough" : hidden(clean.get());
            if (files.size() == FILES_MAX) {
                why = "more than %d files".formatted(FILES_MAX);
            }
            if (!why.isEmpty()) {
                unread.add(new NotReviewed(file.path(), why));
            } else if (!clean.orElseThrow().before().equals(clean.get().after())) {
                files.add(clean.get());
                raw.add(whole.get());
            }
        }
        return new Deed(commit.id(), subject(commit), commit.time(), files, raw, unread);
    }

    private static String subject(Commit commit) {
        String subject = NamedSecrets.redacted(HiddenText.visible(commit.subject()));
        return subject.length() <= SUBJECT_MAX ? subject : subject.substring(0, SUBJECT_MAX) + "…";
    }

    private static Optional<FileChange> whole(ChangedFile file, RangeChange range) {
        if (!(file.body() instanceof ChangedFile.Body.Text)) {
            return Optional.empty();
        }
        Optional<String> before = range.contents().before(file);
        Optional<String> after = range.contents().after(file);
        return before.isPresent()
                        && after.isPresent()
                        && Math.max(before.get().length(), after.get().length()) <= TEXT_MAX
                ? Optional.of(new FileChange(file.path(), lines(before.get()), lines(after.get())))
                : Optional.empty();
    }

    /// A carriage return says nothing about an incident, and YAML would not keep it.
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static FileChange withoutSecrets(FileChange file) {
        return new FileChange(file.path(), NamedSecrets.redacted(file.before()), NamedSecrets.redacted(file.after()));
    }

    /// Why it may not be kept: a person who reads it would see something else than a machine
    /// does.
    private static String hidden(FileChange file) {
        if (!HiddenText.in(file.path()).isEmpty() || !file.path().chars().allMatch(c -> c >= ' ' && c != 0x7F)) {
            return "its path is not what it looks like";
        }
        int number = 0;
        for (String line : (Iterable<String>) (file.before() + "\n" + file.after()).lines()::iterator) {
            number++;
            List<HiddenText.Hidden> hidden = HiddenText.in(line);
            if (!hidden.isEmpty()) {
                int length = Math.toIntExact(file.before().lines().count());
                return "it hides text on line %d: %s"
                        .formatted(
                                number > length + 1 ? number - length - 1 : number,
                                hidden.getFirst().why());
            }
        }
        return "";
    }

    /// What takes it back, where nobody did.
    Deed reversed() {
        return new Deed(
                "",
                "",
                time,
                files.stream().map(FileChange::reversed).toList(),
                raw.stream().map(FileChange::reversed).toList(),
                unread);
    }

    /// What it did to a file; empty where it let it be.
    Optional<FileChange> to(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }
}
