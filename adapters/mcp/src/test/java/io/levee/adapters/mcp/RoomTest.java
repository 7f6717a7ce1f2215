package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.proxy.GatheringSpace;
import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void messagesTogetherTakeNoMoreThanThereIs() {
        GatheringSpace space = new GatheringSpace(10);
        try (Room one = new Room(space)) {
            one.take(6);
            try (Room other = new Room(space)) {
                other.take(4);
                assertThatThrownBy(() -> other.take(1))
                        .isInstanceOfSatisfying(
                                McpRefusal.Rejection.class,
                                why -> assertThat(why.refusal()).isEqualTo(McpRefusal.BUSY));
            }
            one.take(4);
        }
        assertThat(space.take(10)).isTrue();
    }
}
