package io.levee.app.incident;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the organisation's folder is, when nobody says.
final class OrganisationPlace {
    private OrganisationPlace() {}

    /// The one that is named, or the one in a folder or in its `org`.
    static Path of(Optional<Path> named, Path near) {
        if (named.isPresent()) {
            return named.get();
        }
        return List.of(near, near.resolve("org")).stream()
                .filter(folder -> Files.isRegularFile(folder.resolve("levee.yaml")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no `levee.yaml` in `%s` or its `org`: name the organisation's folder with `--org`"
                                .formatted(near)));
    }
}
