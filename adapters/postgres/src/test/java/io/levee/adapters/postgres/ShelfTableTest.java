package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.ReviewId;
import io.levee.rooms.review.ReviewShelf.Shelved;
import io.levee.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ShelfTableTest {
    private final Database database = Database.external(TestPostgres.freshDatabase());
    private final ShelfTable shelf = new ShelfTable(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasKeptIsFoundAndNeverReplaced() {
        ReviewId review = new ReviewId("rev-1");
        shelf.put(review, new Shelved("{\"decision\":\"deny\"}", "{}"));
        shelf.put(review, new Shelved("{\"decision\":\"allow\"}", "{}"));
        assertThat(shelf.get(review)).contains(new Shelved("{\"decision\":\"deny\"}", "{}"));
        assertThat(shelf.get(new ReviewId("rev-2"))).isEmpty();
    }

    @Test
    void onlyTheNewestStay() {
        for (int i = 0; i < 5; i++) {
            shelf.put(new ReviewId("rev-" + i), new Shelved("{}", "{}"));
        }
        assertThat(shelf.sweep(2)).isEqualTo(3);
        assertThat(shelf.get(new ReviewId("rev-2"))).isEmpty();
        assertThat(shelf.get(new ReviewId("rev-3"))).isPresent();
        assertThat(shelf.get(new ReviewId("rev-4"))).isPresent();
    }
}
