package io.levee.adapters.processes;

import io.levee.facts.Scope;
import io.levee.facts.WorkloadId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// For whom each program of this machine runs, in a file beside its tree: for whoever must end programs while the
/// ledger, and Levee itself, are away. For the owner alone.
final class LaunchNotes {
    private static final String ENDING = ".for";
    private static final String SESSION = "session ";
    private static final System.Logger LOG = System.getLogger(LaunchNotes.class.getName());

    private final Path folder;

    /// @param folder that of the trees
    LaunchNotes(Path folder) {
        this.folder = folder;
    }

    void write(WorkloadId workload, Chain chain, SessionId session) {
        List<String> lines = new ArrayList<>();
        chain.principals().forEach(actor -> lines.add(actor.toString()));
        lines.add(SESSION + session.value());
        Path file = file(workload);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, lines);
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "cannot write `%s`, so nothing is launched: is the disk full?".formatted(file),
                    e);
        }
    }

    void remove(WorkloadId workload) {
        try {
            Files.deleteIfExists(file(workload));
        } catch (IOException e) { // a stale note names a tree that is gone
            LOG.log(System.Logger.Level.DEBUG, "the note of {0} stays: {1}", workload, e.getMessage());
        }
    }

    /// Takes the note of a program that was taken over. One that is lost makes its program one of everybody's.
    void takeOver(Path from, WorkloadId workload) {
        try {
            Files.move(new LaunchNotes(from).file(workload), file(workload), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no note of {0} came along: {1}", workload, e.getMessage());
        }
    }

    /// Whether the program must be taken for one of the scope. Where that is not known here (a team's people are in no
    /// note, and a note may be lost) it must.
    boolean mayBeOf(Scope scope, WorkloadId workload) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(workload));
        } catch (IOException e) {
            return true;
        }
        return switch (scope) {
            case Scope.Agent(ActorId agent) -> lines.contains(agent.toString());
            case Scope.Person(ActorId person) -> lines.contains(person.toString());
            case Scope.Session(SessionId session) -> lines.contains(SESSION + session.value());
            case Scope.Job(WorkloadId job) -> job.equals(workload);
            case Scope.Operation _, Scope.Model _ -> false;
            case Scope.Team _, Scope.Label _, Scope.Everything _ -> true;
        };
    }

    private Path file(WorkloadId workload) {
        return folder.resolve(workload.value() + ENDING);
    }
}
