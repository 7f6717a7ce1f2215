package io.levee.adapters.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the kernel's files say.
class ProcessReadingTest {
    private static final List<String> HYBRID = List.of(
            "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755",
            "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
            "37 31 0:34 / /sys/fs/cgroup/freezer rw,relatime shared:9 master:1 - cgroup cgroup rw,freezer",
            "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw");

    @Test
    void aMachineWithBothVersionsHasBoth() {
        List<String> groups = List.of("6:freezer:/jobs", "4:memory:/other", "0::/levee.service");
        assertThat(CgroupMount.find(HYBRID, groups, "cgroup2"))
                .contains(mount("/sys/fs/cgroup/unified", "/sys/fs/cgroup/unified/levee.service"));
        assertThat(CgroupMount.find(HYBRID, groups, "freezer"))
                .contains(mount("/sys/fs/cgroup/freezer", "/sys/fs/cgroup/freezer/jobs"));
        assertThat(CgroupMount.find(HYBRID, groups, "blkio")).isEmpty();
    }

    @Test
    void aContainerSeesAPartOfTheHierarchy() {
        List<String> mounts = List.of("30 24 0:26 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw");
        assertThat(CgroupMount.find(mounts, List.of("0::/docker/abc/inner"), "cgroup2"))
                .contains(mount("/sys/fs/cgroup", "/sys/fs/cgroup/inner"));
        assertThat(CgroupMount.find(mounts, List.of("0::/docker/abc"), "cgroup2"))
                .contains(mount("/sys/fs/cgroup", "/sys/fs/cgroup"));
        assertThat(CgroupMount.find(mounts, List.of("0::/../elsewhere"), "cgroup2"))
                .contains(mount("/sys/fs/cgroup", "/sys/fs/cgroup"));
    }

    @Test
    void linesThatAreNoneAreSkipped() {
        assertThat(CgroupMount.find(List.of("", " - ", "a b - c"), List.of("", "0"), "cgroup2"))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aProgramChoosesItsNameAndNothingElse() {
        Proc.Stat stat = Proc.parse(7, "7 (a) Z 1 (b)) S 3 7 7 0 -1 4 1 0 0 0 0 0 0 0 20 0 1 0 4711 1 1");
        assertThat(stat).isEqualTo(new Proc.Stat(7, 'S', 3, 1, 4711));
        assertThat(stat.dead()).isFalse();
        assertThat(new Proc.Stat(7, 'Z', 3, 1, 4711).dead()).isTrue();
        assertThat(new Proc.Stat(7, 'Z', 3, 2, 4711).dead()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "a b", "ä", "a\n"})
    void anIdIsTheNameOfAFile(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeId(id));
    }

    @Test
    void anIdHasALimit() {
        assertThat(new TreeId("Az-09".repeat(12) + "1234").value()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeId("a".repeat(65)));
    }

    private static CgroupMount mount(String point, String own) {
        return new CgroupMount(Path.of(point), Path.of(own));
    }
}
