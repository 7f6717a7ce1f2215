package io.levee.app.review;

import io.levee.adapters.postgres.ShelfTable;
import io.levee.adapters.reports.Ascii;
import io.levee.adapters.reports.ChangeReport;
import io.levee.adapters.reports.ReviewReport;
import io.levee.facts.ReviewId;
import io.levee.fault.LeveeException;
import io.levee.rooms.review.ReviewDecision;
import io.levee.rooms.review.ReviewRequest;
import io.levee.rooms.review.ReviewShelf;
import java.util.Optional;

/// The shelf of reviews as JSON in the database.
public final class JsonShelf implements ReviewShelf {
    private static final System.Logger LOG = System.getLogger(JsonShelf.class.getName());

    private final ShelfTable table;

    public JsonShelf(ShelfTable table) {
        this.table = table;
    }

    @Override
    public void keep(ReviewId review, ReviewRequest request, ReviewDecision decision) {
        try {
            table.put(review, new Shelved(Ascii.json(ReviewReport.of(decision)), Ascii.json(ChangeReport.of(request))));
        } catch (LeveeException e) {
            // it was decided and recorded; what people would have looked at is missing
            LOG.log(System.Logger.Level.WARNING, "the evidence of {0} was not kept: {1}", review, e.getMessage());
        }
    }

    @Override
    public Optional<Shelved> find(ReviewId review) {
        return table.get(review);
    }
}
