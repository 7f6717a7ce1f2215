package io.levee.adapters.processes;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Keeps confined programs apart from Levee and from each other: a user of its own for each where Levee is root, a
/// scratch folder that is only its own.
///
/// INVARIANT: who has the folder with the number of a user has that user. It is made in one step, which fails
/// where it is there, and goes last.
///
/// @param ownUser         whether each gets a user of its own
/// @param noNewPrivileges whether `setpriv` works
/// @param limits          whether `prlimit` is here
/// @param immediate       whether `stdbuf` is here
/// @param accounts        whether each can be shown a list of accounts that has its own user
record Apart(
        Ground ground,
        RandomGenerator random,
        boolean ownUser,
        boolean noNewPrivileges,
        boolean limits,
        boolean immediate,
        boolean accounts) {
    private static final String SETPRIV = "/usr/bin/setpriv";
    private static final String PRLIMIT = "/usr/bin/prlimit";
    private static final String STDBUF = "/usr/bin/stdbuf";
    private static final String UNSHARE = "/usr/bin/unshare";
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final int TRIES_MAX = 1_000;
    private static final int TRIAL_SECONDS = 10;
    private static final int REMOVE_SECONDS = 60;
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    /// A folder, and whose it is.
    record Scratch(Path folder, OptionalInt user) {}

    /// What works here, found out by trying.
    static Apart here(Ground ground, RandomGenerator random) {
        boolean root = owner(Path.of("/proc/self/stat")).filter(uid -> uid == 0).isPresent();
        boolean ownUser = root && runs(giveUp(OptionalInt.of(ground.firstUser())));
        return new Apart(
                ground,
                random,
                ownUser,
                ownUser || runs(giveUp(OptionalInt.empty())),
                runs(List.of(PRLIMIT, "--core=0", "--")),
                Path.of(STDBUF).toFile().canExecute(),
                ownUser && runs(showing(ACCOUNTS)));
    }

    /// Takes a user and makes the scratch folder.
    ///
    /// @throws LeveeException `TOO_MANY_REQUESTS` where all users are taken
    Scratch take(TreeId id) throws IOException {
        Path base = base();
        if (!ownUser) {
            Path folder = base.resolve(id.value());
            remove(folder); // of a launch that came to nothing
            makePrivate(folder);
            makePrivate(folder.resolve("tmp"));
            return new Scratch(folder, OptionalInt.empty());
        }
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            int user = ground.firstUser() + random.nextInt(ground.users());
            Path folder = base.resolve(Integer.toString(user));
            try {
                makePrivate(folder);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            makePrivate(folder.resolve("tmp"));
            give(folder.resolve("tmp"), user);
            give(folder, user);
            return new Scratch(folder, OptionalInt.of(user));
        }
        throw new LeveeException(
                ErrorCode.TOO_MANY_REQUESTS,
                "no user is free for `%s`: forget programs that ended, or give `%s` more users".formatted(id, base));
    }

    /// What the program's shell is started by.
    ///
    /// @param byUser whether the kernel is to count processes by user
    /// @param own    a list of accounts as [#account] writes it; empty for that of the machine
    List<String> becoming(OptionalInt user, Caps caps, boolean byUser, Optional<Path> own) {
        List<String> words = new ArrayList<>(own.map(Apart::showing).orElse(List.of()));
        if (limits) {
            words.addAll(List.of(PRLIMIT, "--core=0", "--fsize=" + caps.diskBytes()));
            if (byUser) {
                words.add("--nproc=" + caps.processes());
            }
            words.add("--");
        }
        if (noNewPrivileges) {
            words.addAll(giveUp(user));
        }
        return words;
    }

    /// Removes a scratch folder, whatever is in it, and so lets its user go. Outside of this process: a path in
    /// it may be longer than any that Java can name.
    ///
    /// @return false where it is still there
    boolean remove(Path scratch) throws IOException {
        if (!scratch.startsWith(base()) || scratch.equals(base()) || !scratch.equals(scratch.normalize())) {
            throw new IOException("`%s` is no scratch folder of this ground".formatted(scratch));
        }
        if (Files.notExists(scratch, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (removedEmpty(scratch)) {
            return true;
        }
        Process removing = quiet(List.of("/bin/rm", "-rf", "--one-file-system", "--", scratch.toString()));
        ended(removing, REMOVE_SECONDS);
        return Files.notExists(scratch, LinkOption.NOFOLLOW_LINKS);
    }

    /// Most leave nothing behind.
    private static boolean removedEmpty(Path scratch) throws IOException {
        try {
            Files.deleteIfExists(scratch.resolve("tmp"));
            return Files.deleteIfExists(scratch);
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    /// INVARIANT: nobody but us makes or exchanges folders here.
    private Path base() throws IOException {
        Path base = ground.scratch();
        if (Files.notExists(base, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = base.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(base, PosixFilePermissions.asFileAttribute(PRIVATE));
            Files.setPosixFilePermissions(base, PASSABLE);
        }
        if (!Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)
                || !owner(base).equals(owner(Path.of("/proc/self/stat")))
                || !Files.getPosixFilePermissions(base).equals(PASSABLE)) {
            throw new IOException("`%s` must be a folder of ours with the mode 0711: remove it".formatted(base));
        }
        return base;
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
    }

    private static void give(Path folder, int user) throws IOException {
        Files.setAttribute(folder, "unix:gid", user);
        Files.setAttribute(folder, "unix:uid", user);
    }

    private static Optional<Integer> owner(Path path) {
        try {
            return Optional.of((Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /// Writes a list of accounts in which the program's user has a name and a home: without one, programs on a JVM have
    /// the home `?`, and others refuse to begin. Empty where it could not be shown.
    Optional<Path> account(Scratch scratch, Path folder) throws IOException {
        if (!accounts || scratch.user().isEmpty()) {
            return Optional.empty();
        }
        int user = scratch.user().getAsInt();
        Path list = folder.resolve("accounts");
        String known = Files.readString(ACCOUNTS);
        Files.writeString(
                list,
                "%s%sjob:x:%d:%d:job:%s:/bin/sh\n"
                        .formatted(known, known.endsWith("\n") ? "" : "\n", user, user, scratch.folder()));
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
        return Optional.of(list);
    }

    /// In a view of the file system that is the program's alone.
    private static List<String> showing(Path list) {
        return List.of(
                UNSHARE,
                "--mount",
                "--propagation=private",
                "/bin/sh",
                "-c",
                "mount --bind -- \"$1\" /etc/passwd && shift && exec \"$@\"",
                "sh",
                list.toString());
    }

    private static List<String> giveUp(OptionalInt user) {
        List<String> words = new ArrayList<>(List.of(SETPRIV));
        user.ifPresent(number -> words.addAll(List.of(
                "--reuid=" + number, "--regid=" + number, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all")));
        words.addAll(List.of("--no-new-privs", "--"));
        return words;
    }

    private static boolean runs(List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.add("/bin/true");
        try {
            return ended(quiet(command), TRIAL_SECONDS);
        } catch (IOException e) { // it is not here
            return false;
        }
    }

    private static Process quiet(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
    }

    private static boolean ended(Process process, int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
