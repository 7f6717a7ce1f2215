package io.levee.budget;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// All budgets of one revision of the organisation. Pure, and never changes but for what it remembers.
public final class BudgetBook {
    public static final BudgetBook EMPTY = new BudgetBook(List.of());

    /// Nobody's team still has an account: who belongs to none shares it with all others who do not.
    private static final String NO_TEAM = "team:-";

    /// Callers whose accounts are remembered; beyond it, all are worked out anew.
    private static final int REMEMBERED_MAX = 10_000;

    private final List<Budget> all;
    private final List<Budget> everybody = new ArrayList<>();
    private final Map<ActorId, List<Budget>> byHolder = new HashMap<>();
    private final Map<Caller, List<Bound>> remembered = new ConcurrentHashMap<>();

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

    /// What one call draws on.
    ///
    /// @param tooMuch a budget that this one call alone is too much for
    /// @param charges of each account one: the holder's own budgets first, then everybody's
    record Bill(Optional<Budget> tooMuch, List<Charge> charges) {}

    Bill bill(Spender spender) {
        Optional<Budget> tooMuch = Optional.empty();
        List<Charge> charges = new ArrayList<>();
        for (Bound bound : bound(spender)) {
            Budget budget = bound.budget();
            if (!counts(budget, spender)) {
                continue;
            }
            long known = spender.amount(budget.unit());
            if (known == 0 && !budget.unit().measured()) {
                continue;
            }
            if (tooMuch.isEmpty() && known > budget.perCallMax()) {
                tooMuch = Optional.of(budget);
            }
            if (bound.account().isPresent()) {
                long amount = budget.unit().measured() ? budget.perCallMax() : known;
                charges.add(
                        new Charge(budget, bound.account().get(), budget.quota().orElseThrow(), amount));
            }
        }
        return new Bill(tooMuch, charges);
    }

    private record Caller(Chain chain, SessionId session, Set<TeamId> teams) {}

    /// @param account where the budget has a quota
    private record Bound(Budget budget, Optional<AccountId> account) {
        static Bound of(Budget budget, String holder) {
            return new Bound(budget, budget.quota().map(quota -> new AccountId(budget.name(), holder, quota.window())));
        }
    }

    /// Whatever the call touches: the same for all calls of a session, so it is worked out once.
    private List<Bound> bound(Spender spender) {
        Caller caller = new Caller(spender.chain(), spender.session(), spender.teams());
        List<Bound> known = remembered.get(caller);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        Stream<Bound> own = holders(spender)
                .flatMap(holder -> byHolder.getOrDefault(holder, List.of()).stream()
                        .filter(budget -> isHolderOf(budget.per(), holder))
                        .map(budget -> Bound.of(budget, holder.toString())));
        Stream<Bound> shared = everybody.stream()
                .flatMap(budget -> accounts(budget.per(), spender).map(holder -> Bound.of(budget, holder)));
        List<Bound> bound = Stream.concat(own, shared).distinct().toList();
        remembered.put(caller, bound);
        return bound;
    }

    private static boolean counts(Budget budget, Spender spender) {
        if (budget.only().isEmpty()) {
            return true;
        }
        for (AssetId asset : spender.assets()) {
            String written = asset.toString();
            for (AssetPattern pattern : budget.only()) {
                if (pattern.matches(written)) {
                    return true;
                }
            }
        }
        return false;
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
