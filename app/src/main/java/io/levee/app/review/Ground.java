package io.levee.app.review;

import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.git.GitHistory;
import io.levee.adapters.organisation.CheckReport;
import io.levee.adapters.organisation.OrgReport;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.adapters.search.TeamKnowledge;
import io.levee.catalog.OwnersFile;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.knowledge.Knowledge;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.Learnt;
import io.levee.rooms.review.Panel;
import io.levee.rooms.review.PathOwners;
import io.levee.rooms.review.Rulebook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a review on the command line stands on: perhaps a repository, perhaps an organisation.
/// What of the organisation lies in the repository itself is read from the base of a change, so
/// that no change edits the gate that judges it (I6).
public final class Ground implements AutoCloseable {
    private final Optional<GitHistory> history;
    private final Optional<String> unusable;
    private final Optional<Path> organisation;
    private final Optional<String> prefix;
    private final Optional<Path> vectors;
    private final List<Knowledge> opened = new ArrayList<>();

    private Ground(Found found, Optional<Path> organisation, Optional<String> prefix, Optional<Path> vectors) {
        this.history = found.history();
        this.unusable = found.unusable();
        this.organisation = organisation;
        this.prefix = prefix;
        this.vectors = vectors;
    }

    /// The organisation's folder is not valid.
    public static final class Invalid extends RuntimeException {
        private final transient CheckReport report;

        Invalid(CheckReport report) {
            super("the organisation is not valid");
            this.report = report;
        }

        public CheckReport report() {
            return report;
        }
    }

    /// Where rules judge alone.
    ///
    /// @param repository a folder in or without a repository
    public static Ground of(Path repository, Optional<Path> organisation) throws IOException {
        return of(repository, organisation, Optional.empty());
    }

    /// @param vectors where what teams wrote is kept as vectors between runs; empty to search
    ///   none of it
    static Ground of(Path repository, Optional<Path> organisation, Optional<Path> vectors) throws IOException {
        Found found = found(repository);
        return new Ground(
                found,
                organisation,
                found.history().isPresent() ? prefix(repository, organisation) : Optional.empty(),
                vectors);
    }

    /// @param unusable why there is a repository that is not read; empty where there is none
    private record Found(Optional<GitHistory> history, Optional<String> unusable) {
        static final Found NOTHING = new Found(Optional.empty(), Optional.empty());
    }

    private static Found found(Path repository) {
        try {
            GitHistory history = GitHistory.open(repository);
            if (!history.has("HEAD")) {
                history.close();
                return Found.NOTHING;
            }
            return new Found(Optional.of(history), Optional.empty());
        } catch (LeveeException e) { // that there is none is no error before somebody asks for a revision
            return e.code() == ErrorCode.NOT_FOUND
                    ? Found.NOTHING
                    : new Found(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /// Why a repository that is there was not read, so that nothing of it judges.
    public Optional<String> unusable() {
        return unusable;
    }

    public Optional<GitHistory> history() {
        return history;
    }

    /// Where the organisation stands in the repository, with a slash at its end; empty where it
    /// is outside.
    private static Optional<String> prefix(Path repository, Optional<Path> organisation) throws IOException {
        if (organisation.isEmpty() || !Files.isDirectory(organisation.get())) {
            return Optional.empty();
        }
        Path root = repository.toRealPath();
        while (root != null && !Files.exists(root.resolve(".git"))) {
            root = root.getParent();
        }
        Path folder = organisation.get().toRealPath();
        if (root == null || !folder.startsWith(root)) {
            return Optional.empty();
        }
        String inside = root.relativize(folder).toString().replace('\\', '/');
        return Optional.of(inside.isEmpty() ? "" : inside + "/");
    }

    /// Who judges a change that starts from this revision.
    Panel panel(String base) {
        return panel(base, Learnt.NOTHING);
    }

    Panel panel(String base, Learnt learnt) {
        return new Panel(rulebook(base).with(learnt), new KnownFormats());
    }

    /// What judges where no organisation is known.
    public Rulebook withoutOrganisation() {
        return Rulebooks.ofLibrary(PathOwners.NOBODY);
    }

    /// Tells rulebooks apart: revisions with the same one have the same rules and owners.
    public String rulebookId(String base) {
        return history.map(it -> Stream.concat(
                                Arrays.stream(OwnersFile.Dialect.values())
                                        .flatMap(dialect -> dialect.places().stream()),
                                prefix.stream().map(folder -> folder.replaceFirst("/$", "")))
                        .map(path -> it.contentId(base, path).orElse("-"))
                        .collect(Collectors.joining(" ")))
                .orElse("");
    }

    /// What judges a change that starts from this revision.
    public Rulebook rulebook(String base) {
        Optional<PathOwners> owners = history.flatMap(it -> OwnersOf.repository(path -> it.textAt(base, path)));
        return organisation
                .map(folder -> organisation(folder, base))
                .map(it -> Rulebooks.of(it, owners.orElseGet(() -> OwnersOf.organisation(it)), knowledge(it), prefix))
                .orElseGet(() -> Rulebooks.ofLibrary(owners.orElse(PathOwners.NOBODY)));
    }

    private Knowledge knowledge(Organisation organisation) {
        if (vectors.isEmpty()) {
            return Knowledge.NONE;
        }
        Knowledge knowledge = new Precedents(organisation.documents(), TeamKnowledge.Options.cachedIn(vectors.get()));
        opened.add(knowledge);
        return knowledge;
    }

    private Organisation organisation(Path folder, String base) {
        if (history.isEmpty() || prefix.isEmpty()) {
            return valid(folder, folder.toString());
        }
        try (Extracted at = Extracted.of(history.get(), base, prefix.get())) {
            return valid(at.folder(), "%s at %s".formatted(folder, base));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An organisation as its folder says now, committed or not.
    ///
    /// @throws Invalid where that is not valid
    public static Organisation read(Path folder) {
        return valid(folder, folder.toString());
    }

    /// Who owns paths of the repository as it is now: to say whose something is, and to judge
    /// nothing.
    public PathOwners ownersNow(Organisation now) {
        Optional<PathOwners> written = history.flatMap(it -> OwnersOf.repository(path -> it.textAt("HEAD", path)));
        return Rulebooks.of(now, written.orElseGet(() -> OwnersOf.organisation(now)), Knowledge.NONE, Optional.empty())
                .owners();
    }

    private static Organisation valid(Path folder, String named) {
        return switch (new OrganisationFolder(folder, List.of(new CedarPolicies(), Rulebooks.check())).read()) {
            case Reading.Valid(var organisation, var _) -> organisation;
            case Reading.Invalid invalid -> throw new Invalid(OrgReport.check(named, invalid));
        };
    }

    @Override
    public void close() {
        opened.forEach(Knowledge::close);
        history.ifPresent(GitHistory::close);
    }
}
