package io.levee.app.replica;

import io.levee.adapters.postgres.BudgetAccounts;
import io.levee.budget.Accounts;
import io.levee.budget.Budgets;
import io.levee.budget.Exchange;
import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.facts.Layer;
import java.util.random.RandomGenerator;

/// The budgets of this replica; what is idle goes back when it closes.
record BudgetWiring(Budgets budgets, Accounts accounts, Exchange exchange) implements AutoCloseable {
    /// @param stops follows family STOP
    static BudgetWiring build(
            StorageWiring storage,
            OrganisationWiring organisation,
            OpenStops stops,
            Runs runs,
            RandomGenerator random) {
        Accounts accounts = new BudgetAccounts(storage.database());
        Budgets budgets = new Budgets(
                organisation::budgets,
                accounts,
                System::nanoTime,
                random,
                task -> Thread.ofVirtual().name("budgeted").start(task),
                spender -> stops.covering(Layer.PAYMENT, () -> BudgetStopper.run(spender, runs))
                        .map(order -> order.stop().value()));
        return new BudgetWiring(budgets, accounts, Exchange.start(budgets));
    }

    @Override
    public void close() {
        exchange.close();
    }
}
