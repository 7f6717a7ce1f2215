package io.levee.adapters.processes;

import java.nio.file.Path;

/// Where confined programs have their scratch folders and which users they become. Levees of one machine
/// share one ground: a user is taken by making its folder, so no two programs have the same.
///
/// @param scratch   a folder that is Levee's own and that everybody may pass through
/// @param firstUser the first of the numbers that no account of the machine has
/// @param users     how many there are, 1 to 1,000,000
public record Ground(Path scratch, int firstUser, int users) {
    /// No distribution gives these numbers to anybody.
    private static final int FIRST_USER = 1_900_000_000;

    private static final int USERS = 65_536;

    /// @throws IllegalArgumentException where the numbers may belong to somebody
    public Ground {
        if (firstUser < 1_000 || users < 1 || users > 1_000_000) {
            throw new IllegalArgumentException(
                    "users of programs begin at 1000 or above and are 1 to 1,000,000, not `%d` from `%d`"
                            .formatted(users, firstUser));
        }
    }

    /// The same for all of a machine that say nothing else.
    public static Ground standard() {
        String name = System.getProperty("user.name", "levee");
        return new Ground(Path.of("/var/tmp", "levee-" + name.replaceAll("[^A-Za-z0-9]", "-")), FIRST_USER, USERS);
    }
}
