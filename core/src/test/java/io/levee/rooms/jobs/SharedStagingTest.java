package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.WorkloadId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedStagingTest {
    private static final WorkloadId RUN = new WorkloadId("run-1");

    @TempDir
    private Path root;

    @Test
    void eachAttemptHasAFolderLikeTheRoot() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwx---"));
        SharedStaging staging = new SharedStaging(Optional.of(root));
        assertThat(staging.of(RUN)).isEmpty();

        Path folder = staging.make(RUN).orElseThrow();

        assertThat(folder).isEqualTo(root.resolve("run-1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwxrwx---");
        assertThat(staging.of(RUN)).contains(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(staging.make(RUN)).as("where the first try came half way").contains(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwxrwx---");
    }

    @Test
    void aLinkIsNoFolderOfAnAttempt() throws IOException {
        Files.createSymbolicLink(root.resolve("run-1"), Files.createDirectory(root.resolve("elsewhere")));
        SharedStaging staging = new SharedStaging(Optional.of(root));
        assertThat(staging.of(RUN)).isEmpty();
        assertThatThrownBy(() -> staging.make(RUN)).hasMessageContaining("is no folder");
    }

    @Test
    void withoutARootNothingIsStaged() {
        SharedStaging none = new SharedStaging(Optional.empty());
        assertThat(none.make(RUN)).isEmpty();
        assertThat(none.of(RUN)).isEmpty();
    }

    @Test
    void theFolderStandsWhereTheCommandNamesIt() {
        assertThat(SharedStaging.named(List.of("job", "--out=${LEVEE_STAGING}/a", "$LEVEE_STAGING"), "/s"))
                .containsExactly("job", "--out=/s/a", "/s");
        assertThat(SharedStaging.isNamed(List.of("job", "x$LEVEE_STAGING/y"))).isTrue();
        assertThat(SharedStaging.isNamed(List.of("job", "LEVEE_STAGING"))).isFalse();
    }

    @Test
    void aLongerNameIsAnotherOne() {
        assertThat(SharedStaging.named(List.of("$LEVEE_STAGING_OLD", "$LEVEE_STAGING.bak", "a$LEVEE_STAGING-b"), "/$1"))
                .containsExactly("$LEVEE_STAGING_OLD", "/$1.bak", "a/$1-b");
        assertThat(SharedStaging.isNamed(List.of("$LEVEE_STAGING2"))).isFalse();
    }
}
