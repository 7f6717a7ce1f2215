package io.levee.adapters.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.identity.ActorId;
import io.levee.identity.Person;
import io.levee.organisation.Organisation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganisationWatchTest {
    private static final ActorId ANA = ActorId.person("ana");
    private static final long SECONDS_MAX = 30;

    @TempDir
    Path parent;

    private final LinkedBlockingQueue<Reload> reloads = new LinkedBlockingQueue<>();
    private Folder folder = new Folder(Path.of("."));
    private String first = "";
    private @Nullable OrganisationWatch watch;

    @BeforeEach
    void watchAValidFolder() {
        folder = Folder.small(parent.resolve("org"));
        OrganisationFolder watched = new OrganisationFolder(folder.root(), List.of());
        first = ((Reading.Valid) watched.read()).organisation().revision();
        watch = OrganisationWatch.start(watched, first, reloads::add);
    }

    @AfterEach
    void close() {
        if (watch != null) {
            watch.close();
        }
    }

    @Test
    void aRoleTakenAwayIsGoneInTheNextRevision() throws InterruptedException {
        folder.edit("people.yaml", "roles: [analyst]", "roles: []");

        Organisation next = loaded();

        assertThat(next.revision()).isNotEqualTo(first);
        assertThat(next.person(ANA).map(Person::roles))
                .hasValueSatisfying(roles -> assertThat(roles).isEmpty());
    }

    @Test
    void aBrokenFileKeepsTheLastGoodRevisionUntilItIsRepaired() throws InterruptedException {
        folder.edit("people.yaml", "teams: [core]", "teams: [core");

        Reload.Rejected rejected = rejected();

        assertThat(rejected.keptRevision()).isEqualTo(first);
        assertThat(rejected.problems()).extracting(Object::toString).anyMatch(it -> it.startsWith("people.yaml:"));

        folder.edit("people.yaml", "teams: [core", "teams: [core]");

        assertThat(loaded().revision()).isEqualTo(first);
    }

    @Test
    void theSameProblemsAreToldOnce() throws InterruptedException {
        folder.edit("levee.yaml", "login: local", "login: nowhere");
        rejected();
        folder.write("README.md", "an event without meaning");
        folder.write("docs/more.md", "and one in a new folder");
        folder.edit("levee.yaml", "login: nowhere", "login: local");

        assertThat(loaded().revision()).isEqualTo(first);
        assertThat(reloads).isEmpty();
    }

    @Test
    void anEditorThatWritesBesideAndRenamesIsSeenOnceComplete() throws IOException, InterruptedException {
        Path target = folder.root().resolve("people.yaml");
        Path beside = folder.root().resolve(".people.yaml.swp");
        Files.writeString(beside, Files.readString(target).replace("name: Ana", "name: Ana Maria"));
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(loaded().person(ANA).map(Person::displayName)).contains("Ana Maria");
        assertThat(reloads).isEmpty();
    }

    @Test
    void aFileThatIsInvalidWhileItIsWrittenIsNotReported() throws IOException, InterruptedException {
        Path target = folder.root().resolve("people.yaml");
        String whole = Files.readString(target).replace("name: Ana", "name: Ana Maria");
        Files.writeString(target, whole.substring(0, whole.indexOf("name: Ana")));
        Files.writeString(target, whole);

        assertThat(loaded().person(ANA).map(Person::displayName)).contains("Ana Maria");
    }

    @Test
    void aNewTeamInANewFolderIsSeenAndWatched() throws InterruptedException {
        folder.write("teams/more/team.yaml", Objects.requireNonNull(Folder.SMALL.get("teams/core/team.yaml")));
        assertThat(loaded().catalog().teams()).hasSize(2);

        folder.edit("teams/more/team.yaml", "name: Core", "name: More");

        assertThat(loaded().catalog().teams())
                .extracting(it -> it.displayName())
                .contains("More");
    }

    @Test
    void aFolderThatIsDeletedAndMadeAgainIsPickedUp() throws IOException, InterruptedException {
        folder.delete();
        assertThat(rejected().keptRevision()).isEqualTo(first);

        Folder.small(folder.root()).edit("people.yaml", "name: Ana", "name: Ana again");

        Reload reload = next();
        while (reload instanceof Reload.Rejected) {
            reload = next();
        }
        assertThat(((Reload.Loaded) reload).organisation().person(ANA).map(Person::displayName))
                .contains("Ana again");
    }

    @Test
    void aListenerThatFailsIsToldAgain() throws InterruptedException {
        close();
        AtomicInteger failures = new AtomicInteger(1);
        watch = OrganisationWatch.start(new OrganisationFolder(folder.root(), List.of()), first, reload -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("cannot take it yet");
            }
            reloads.add(reload);
        });
        folder.edit("people.yaml", "roles: [analyst]", "roles: []");

        assertThat(loaded().person(ANA).map(Person::roles))
                .hasValueSatisfying(roles -> assertThat(roles).isEmpty());
    }

    @Test
    void afterCloseNothingIsPublished() throws InterruptedException {
        close();
        folder.edit("people.yaml", "name: Ana", "name: Bea");

        assertThat(reloads.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    private Organisation loaded() throws InterruptedException {
        Reload reload = next();
        assertThat(reload).isInstanceOf(Reload.Loaded.class);
        return ((Reload.Loaded) reload).organisation();
    }

    private Reload.Rejected rejected() throws InterruptedException {
        Reload reload = next();
        assertThat(reload).isInstanceOf(Reload.Rejected.class);
        return (Reload.Rejected) reload;
    }

    private Reload next() throws InterruptedException {
        Reload reload = reloads.poll(SECONDS_MAX, TimeUnit.SECONDS);
        assertThat(reload).as("a reload within %d s", SECONDS_MAX).isNotNull();
        return Objects.requireNonNull(reload);
    }
}
