package io.levee.rooms.jobs;

import io.levee.budget.Budget;
import io.levee.budget.Budgets;
import io.levee.budget.Reservation;
import io.levee.budget.Spender;
import io.levee.rooms.jobs.JobAnswer.Missing;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What the organisation's budgets give to jobs. Each admission is one call, of the job, its inputs and its outputs;
/// it books its processors for as long as it may take. Thread-safe.
///
/// INVARIANT I8: nothing is admitted that is not booked.
public record Bookings(Budgets budgets) {
    /// Longer than budgets take to answer.
    private static final long SECONDS_MAX = 5;

    /// @param reservation empty where it was refused
    /// @param refused     why; empty where it is booked
    record Booking(Optional<Reservation> reservation, Optional<Missing> refused) {
        /// A job that was not admitted costs nothing.
        void end(boolean admitted) {
            reservation.ifPresent(it -> {
                if (admitted) {
                    it.settleUnmeasured();
                } else {
                    it.giveBack();
                }
            });
        }
    }

    Booking book(Spender spender) {
        return switch (answer(budgets.reserve(spender))) {
            case Budgets.Answer.Reserved(var reservation) -> new Booking(Optional.of(reservation), Optional.empty());
            case Budgets.Answer.Exhausted(var budget, var holder, var retryAfter, var _) ->
                refused(
                        "budget-exhausted",
                        "the budget `%s` of `%s` has not that much left; its window ends in %d s"
                                .formatted(budget.name(), holder, retryAfter.toSeconds()));
            case Budgets.Answer.TooMuch(var budget) -> refused("over-budget", tooMuch(budget));
            case Budgets.Answer.Stopped(var by) -> refused("budget-frozen", "`%s` froze it".formatted(by));
            case Budgets.Answer.Unavailable(var _) ->
                refused("budget-unavailable", "the database does not say what is left: try again");
        };
    }

    private static String tooMuch(Budget budget) {
        return "the budget `%s` gives one job at most %d %s: lower its processors or its deadline"
                .formatted(budget.name(), budget.perCallMax(), budget.unit().word());
    }

    private static Booking refused(String code, String detail) {
        return new Booking(Optional.empty(), Optional.of(new Missing(code, detail)));
    }

    private static Budgets.Answer answer(CompletableFuture<Budgets.Answer> answer) {
        try {
            return answer.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException _) {
            var _ = answer.thenAccept(late -> {
                if (late instanceof Budgets.Answer.Reserved(var reservation)) {
                    reservation.giveBack();
                }
            });
            return new Budgets.Answer.Unavailable("");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Budgets.Answer.Unavailable("");
        }
    }
}
