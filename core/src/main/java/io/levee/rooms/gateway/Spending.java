package io.levee.rooms.gateway;

import io.levee.budget.Budget;
import io.levee.budget.Budgets;
import io.levee.budget.Spender;
import io.levee.facts.Evidence;
import io.levee.identity.Chain;
import io.levee.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What the budgets say to a call that is allowed otherwise.
///
/// INVARIANT I8: a call goes on only with what it may spend reserved; where nobody can say, it does not.
final class Spending {
    private final Budgets budgets;

    Spending(Budgets budgets) {
        this.budgets = budgets;
    }

    record Refused(GatewayRules.Verdict.Refuse verdict, Shortage shortage) {}

    /// Empty where the call holds its reservation from now on.
    CompletableFuture<Optional<Refused>> reserve(Seen seen, OpenCall call) {
        return budgets.reserve(spender(seen, call))
                .exceptionally(_ -> new Budgets.Answer.Unavailable(""))
                .thenApply(answer -> switch (answer) {
                    case Budgets.Answer.Reserved(var reservation) -> {
                        call.reserved(reservation);
                        yield Optional.empty();
                    }
                    case Budgets.Answer.Exhausted(var budget, var holder, var retryAfter, var quotas) ->
                        Optional.of(new Refused(
                                refuse(GatewayRefusal.BUDGET_EXHAUSTED, budget, holder),
                                new Shortage(budget.name(), retryAfter, quotas)));
                    case Budgets.Answer.TooMuch(var budget) ->
                        Optional.of(new Refused(
                                refuse(GatewayRefusal.CALL_OVER_BUDGET, budget, "one call"),
                                new Shortage(budget.name(), Duration.ZERO, List.of())));
                    case Budgets.Answer.Stopped(var by) ->
                        Optional.of(new Refused(
                                new GatewayRules.Verdict.Refuse(GatewayRefusal.BUDGET_FROZEN, by, List.of()),
                                Shortage.NONE));
                    case Budgets.Answer.Unavailable(var account) ->
                        Optional.of(new Refused(
                                new GatewayRules.Verdict.Refuse(GatewayRefusal.BUDGET_UNAVAILABLE, account, List.of()),
                                Shortage.NONE));
                });
    }

    private static Spender spender(Seen seen, OpenCall call) {
        Chain chain = call.caller().chain();
        return new Spender(
                chain,
                call.caller().session(),
                call.caller().startedFrom(),
                seen.now().directory().person(chain.person()).map(Person::teams).orElse(Set.of()),
                seen.route().assets());
    }

    private static GatewayRules.Verdict.Refuse refuse(GatewayRefusal refusal, Budget budget, String holder) {
        String note = refusal == GatewayRefusal.CALL_OVER_BUDGET
                ? "at most %d %s in one call"
                        .formatted(budget.perCallMax(), budget.unit().word())
                : budget.quota()
                        .map(quota -> "%d %s in %d s"
                                .formatted(
                                        quota.limit(),
                                        budget.unit().word(),
                                        quota.window().toSeconds()))
                        .orElse("");
        return new GatewayRules.Verdict.Refuse(
                refusal,
                "budget %s of %s: %s".formatted(budget.name(), holder, note),
                List.of(new Evidence("budget", budget.name(), note)));
    }
}
