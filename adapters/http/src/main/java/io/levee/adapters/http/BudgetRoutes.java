package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.budget.Accounts;
import io.levee.budget.Budget;
import io.levee.budget.BudgetBook;
import io.levee.identity.Identity;
import java.util.List;
import java.util.function.Supplier;

/// Where every budget stands, for whoever may audit.
public final class BudgetRoutes implements Routes {
    private static final int ACCOUNTS_MAX = 10_000;

    private final Guard guard;
    private final Supplier<BudgetBook> book;
    private final Accounts accounts;

    public BudgetRoutes(Guard guard, Supplier<BudgetBook> book, Accounts accounts) {
        this.guard = guard;
        this.book = book;
        this.accounts = accounts;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/budgets", guard.auditor(this::all));
    }

    record View(List<BudgetView> budgets) {}

    /// @param limit    0 with an empty `every` where only one call at a time is bounded
    /// @param every    the window as `budgets.yaml` has it
    /// @param perCall  0 where one call is not bounded
    /// @param accounts those that were used in a window that is not over
    record BudgetView(
            String budget,
            String unit,
            String per,
            List<String> holders,
            List<String> only,
            long limit,
            String every,
            long perCall,
            List<AccountView> accounts) {}

    /// @param outstanding held by replicas: reserved by open calls, or about to be used
    record AccountView(String holder, long used, long outstanding, long left, String windowEnds) {}

    private void all(Context ctx, Identity.Known caller) {
        List<Accounts.Standing> standings = accounts.standings(ACCOUNTS_MAX);
        Json.write(
                ctx,
                200,
                new View(book.get().all().stream()
                        .map(budget -> view(budget, standings))
                        .toList()));
    }

    private static BudgetView view(Budget budget, List<Accounts.Standing> standings) {
        long limit = budget.quota().map(Budget.Quota::limit).orElse(0L);
        return new BudgetView(
                budget.name(),
                budget.unit().word(),
                budget.per().word(),
                OrganisationRoutes.sorted(budget.holders()),
                budget.only().stream().map(Object::toString).toList(),
                limit,
                budget.quota().map(Budget.Quota::every).orElse(""),
                budget.perCallMax() == Budget.AMOUNT_MAX ? 0 : budget.perCallMax(),
                standings.stream()
                        .filter(standing -> isOf(budget, standing))
                        .map(standing -> new AccountView(
                                standing.account().holder(),
                                standing.spent(),
                                standing.outstanding(),
                                Math.max(0, limit - standing.spent() - standing.outstanding()),
                                standing.windowEnds().toString()))
                        .toList());
    }

    private static boolean isOf(Budget budget, Accounts.Standing standing) {
        return standing.account().budget().equals(budget.name())
                && budget.quota()
                        .filter(quota ->
                                quota.window().equals(standing.account().window()))
                        .isPresent()
                && (budget.holders().isEmpty()
                        || budget.holders().stream()
                                .anyMatch(holder -> holder.toString()
                                        .equals(standing.account().holder())));
    }
}
