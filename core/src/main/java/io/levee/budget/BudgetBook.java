package io.levee.budget;

import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.TeamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All budgets of one revision of the organisation. Immutable and pure.
public final class BudgetBook {
    public static final BudgetBook EMPTY = new BudgetBook(List.of());

    /// Nobody's team still has an account: who belongs to none shares it with all others who do not.
    private static final String NO_TEAM = "team:-";

    private final List<Budget> all;
    private final List<Budget> everybody = new ArrayList<>();
    private final Map<ActorId, List<Budget>> byHolder = new HashMap<>();

    public BudgetBook(List<Budget> budgets) {
        this.all = List.copyOf(budgets);
        for (Budget budget : all) {
            if (budget.holders().isEmpty()) {
                everybody.add(budget);
            }
            budget.holders()
                    .forEach(holder -> byHolder.computeIfAbsent(holder, _ -> new ArrayList<>())
                            .add(budget));
        }
    }

    public List<Budget> all() {
        return all;
    }

    /// The budget that one call alone is too much for.
    Optional<Budget> tooMuch(Spender spender) {
        return bound(spender)
                .map(Bound::budget)
                .filter(budget -> spender.amount(budget.unit()) > budget.perCallMax())
                .findFirst();
    }

    /// What the call draws on, in the order of the accounts.
    List<Charge> charges(Spender spender) {
        return bound(spender)
                .flatMap(bound -> bound.budget().quota().stream().map(quota -> charge(bound, quota, spender)))
                .distinct()
                .toList();
    }

    private record Bound(Budget budget, String holder) {}

    private Stream<Bound> bound(Spender spender) {
        Stream<Bound> own = holders(spender)
                .flatMap(holder -> byHolder.getOrDefault(holder, List.of()).stream()
                        .filter(budget -> isHolderOf(budget.per(), holder))
                        .map(budget -> new Bound(budget, holder.toString())));
        Stream<Bound> shared = everybody.stream()
                .flatMap(budget -> accounts(budget.per(), spender).map(holder -> new Bound(budget, holder)));
        return Stream.concat(own, shared).filter(bound -> counts(bound.budget(), spender));
    }

    private static Charge charge(Bound bound, Budget.Quota quota, Spender spender) {
        Budget budget = bound.budget();
        long amount = budget.unit().measured() ? budget.perCallMax() : spender.amount(budget.unit());
        return new Charge(budget, new AccountId(budget.name(), bound.holder(), quota.window()), quota, amount);
    }

    private static boolean counts(Budget budget, Spender spender) {
        if (budget.only().isEmpty()) {
            return true;
        }
        return spender.assets().stream()
                .map(Object::toString)
                .anyMatch(asset -> budget.only().stream().anyMatch(pattern -> matches(pattern, asset)));
    }

    private static boolean matches(AssetPattern pattern, String asset) {
        return pattern.matches(asset);
    }

    private static Stream<ActorId> holders(Spender spender) {
        return Stream.concat(
                spender.chain().principals().stream(),
                spender.teams().stream().map(TeamId::name).map(ActorId::team));
    }

    private static boolean isHolderOf(Per per, ActorId holder) {
        return switch (holder.kind()) {
            case AGENT -> per == Per.AGENT;
            case PERSON -> per == Per.PERSON;
            case TEAM -> per == Per.TEAM;
        };
    }

    private static Stream<String> accounts(Per per, Spender spender) {
        return switch (per) {
            case AGENT -> spender.chain().agents().stream().map(ActorId::toString);
            case PERSON -> Stream.of(spender.chain().person().toString());
            case TEAM ->
                spender.teams().isEmpty()
                        ? Stream.of(NO_TEAM)
                        : spender.teams().stream().map(team -> "team:" + team).sorted();
            case SESSION -> Stream.of("session:" + spender.session());
            case ORGANISATION -> Stream.of("organisation");
        };
    }
}
