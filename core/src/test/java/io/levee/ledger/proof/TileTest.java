package io.levee.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
    @Test
    void pathsAreThoseOfTheSpecification() {
        assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new Tile(1, 0, 17).path()).isEqualTo("tile/1/000.p/17");
        assertThat(new Tile(0, 273, 112).entriesPath()).isEqualTo("tile/entries/273.p/112");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/3/999.p/1", "tile/7/x001/000.p/255", "tile/0/x999/x999/x999/999"})
    void pathsReadBack(String path) {
        assertThat(Tile.parse(path).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0/0",
                "tile/00/000",
                "tile/8/000",
                "tile/-1/000",
                "tile/0/x000/000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/001/000",
                "tile/0/x001/x000",
                "tile/0/000/",
                "/tile/0/000",
                "tile/0/../000",
                "tile/entries/000",
                "tile/0/x999/x999/x999/x999/x999/x999/999"
            })
    void anythingElseIsNoPath(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> Tile.parse(path));
    }

    @Test
    void aTreeOf70000HasTheTilesThatTheSpecificationCounts() {
        assertThat(Tile.ofLevel(0, 70_000)).hasSize(274).last().isEqualTo(new Tile(0, 273, 112));
        assertThat(Tile.ofLevel(1, 70_000)).containsExactly(new Tile(1, 0, 256), new Tile(1, 1, 17));
        assertThat(Tile.ofLevel(2, 70_000)).containsExactly(new Tile(2, 0, 1));
        assertThat(Tile.ofLevel(3, 70_000)).isEmpty();
        assertThat(Tile.ofLevel(0, 256)).containsExactly(new Tile(0, 0, 256));
    }

    @Test
    void onlyWhatATreeHasIsWithinIt() {
        assertThat(new Tile(0, 273, 112).within(70_000)).isTrue();
        assertThat(new Tile(0, 273, 113).within(70_000)).isFalse();
        assertThat(new Tile(0, 274, 1).within(70_000)).isFalse();
        assertThat(new Tile(0, Long.MAX_VALUE / 300, 1).within(70_000)).isFalse();
    }
}
