package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `levee budgets`: where every budget stands.
@Command(
        name = "budgets",
        description = {
            "Lists budgets: what is used, what replicas hold for calls that are open or about to come, what is left, and"
                    + " when the window is over."
        },
        footer = {"", "Example:  levee budgets --as eve"})
final class BudgetsCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    BudgetsCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person()).get("/v1/budgets");
        if (shared.printedAsJson(answer)) {
            return Exit.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("BUDGET", "OF", "HOLDER", "USED", "OUTSTANDING", "LEFT", "LIMIT", "WINDOW", "ENDS"));
        for (JsonNode budget : answer.path("budgets")) {
            JsonNode accounts = budget.path("accounts");
            if (accounts.isEmpty()) {
                rows.add(unused(budget));
            }
            accounts.forEach(account -> rows.add(used(budget, account)));
        }
        shared.out().println(rows.size() == 1 ? "no budget is declared" : Text.table(rows));
        return Exit.DONE;
    }

    private static List<String> used(JsonNode budget, JsonNode account) {
        return List.of(
                Text.of(budget, "budget"),
                Text.of(budget, "unit"),
                Text.of(account, "holder"),
                Text.of(account, "used"),
                Text.of(account, "outstanding"),
                Text.of(account, "left"),
                Text.of(budget, "limit"),
                Text.of(budget, "every"),
                Text.of(account, "windowEnds"));
    }

    private static List<String> unused(JsonNode budget) {
        boolean one = Text.of(budget, "every").isEmpty();
        boolean shared = Text.of(budget, "per").equals("organisation");
        List<String> holders = Text.strings(budget.path("holders"));
        return List.of(
                Text.of(budget, "budget"),
                Text.of(budget, "unit"),
                !holders.isEmpty()
                        ? String.join(", ", holders)
                        : shared ? "everybody" : "each " + Text.of(budget, "per"),
                "–",
                "–",
                "–",
                Text.of(budget, one ? "perCall" : "limit"),
                one ? "one call" : Text.of(budget, "every"),
                "–");
    }
}
