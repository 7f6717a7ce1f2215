package io.levee.adapters.organisation;

import io.levee.organisation.Organisation;
import io.levee.organisation.OrganisationCheck;
import io.levee.organisation.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// The folder that describes the organisation as code. Reads all of it into one valid revision, or lists
/// everything that is wrong with it in one pass.
///
/// Files that did not change since the last reading are not parsed again. Thread-safe: readings happen one
/// at a time.
public final class OrganisationFolder {
    /// Problems of one reading. Who has more fixes these first.
    public static final int PROBLEMS_MAX = 1_000;

    private final Path root;
    private final List<OrganisationCheck> checks;
    private Map<String, Kept> kept = new HashMap<>();

    private record Kept(String digest, Parsed parsed) {}

    /// @param checks asked about every revision, after the folder's own checks; in order
    public OrganisationFolder(Path root, List<OrganisationCheck> checks) {
        this.root = root.toAbsolutePath().normalize();
        this.checks = List.copyOf(checks);
    }

    public Path root() {
        return root;
    }

    public synchronized Reading read() {
        Scan scan = Scan.of(root);
        Map<String, Kept> now = new HashMap<>();
        List<Parsed> parsed = new ArrayList<>();
        MessageDigest revision = sha256();
        scan.files().forEach((file, content) -> {
            String digest = HexFormat.of().formatHex(sha256().digest(content));
            // a name holds no line break that the next line could be mistaken for: its length stands before it
            revision.update("%d %s %s\n".formatted(file.length(), file, digest).getBytes(StandardCharsets.UTF_8));
            Kept before = kept.get(file);
            Kept current = before != null && before.digest().equals(digest)
                    ? before
                    : new Kept(digest, Parsed.of(file, content));
            now.put(file, current);
            parsed.add(current.parsed());
        });
        kept = now;
        return assemble(HexFormat.of().formatHex(revision.digest()), parsed, scan.problems());
    }

    private Reading assemble(String revision, List<Parsed> parsed, List<Problem> found) {
        SortedSet<Problem> problems = new TreeSet<>(found);
        parsed.forEach(part -> problems.addAll(part.problems()));
        Assembly assembly = new Assembly(parsed, problems);
        Organisation candidate = assembly.organisation(revision);
        boolean partial = problems.stream().anyMatch(Problem::isError);
        for (OrganisationCheck check : checks) {
            problems.addAll(asked(check, candidate, partial));
        }
        if (problems.stream().anyMatch(Problem::isError)) {
            return new Reading.Invalid(listed(problems));
        }
        return new Reading.Valid(candidate, listed(problems));
    }

    /// A check that fails is no yes.
    private static List<Problem> asked(OrganisationCheck check, Organisation candidate, boolean partial) {
        try {
            return check.check(candidate, partial);
        } catch (RuntimeException e) {
            return List.of(Problem.error(
                    ".", 0, "a check of the whole folder failed: `%s`".formatted(e), "report this with the folder"));
        }
    }

    private static List<Problem> listed(SortedSet<Problem> problems) {
        List<Problem> listed = new ArrayList<>(problems.stream()
                .sorted((a, b) -> Boolean.compare(b.isError(), a.isError()))
                .limit(PROBLEMS_MAX)
                .sorted()
                .toList());
        int unlisted = problems.size() - listed.size();
        if (unlisted > 0) {
            String what = "%d more problems are not listed".formatted(unlisted);
            listed.add(new Problem(".", 0, listed.getFirst().severity(), what, "fix the others first"));
        }
        return listed;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
