package io.levee.console;

import java.util.Comparator;
import java.util.List;

/// One budget as the API tells it.
///
/// @param limit    0 with an empty `every` where only one call at a time is bounded
/// @param every    the window as `budgets.yaml` has it
/// @param perCall  0 where one call is not bounded
/// @param accounts those that were used in a window that is not over
public record Budget(
        String budget,
        String unit,
        String per,
        List<String> holders,
        List<String> only,
        long limit,
        String every,
        long perCall,
        List<Account> accounts) {
    /// Of one budget on the page; who needs all of them asks the API.
    public static final int ACCOUNTS_MAX = 100;

    private static final Comparator<Account> FULLEST_FIRST = Comparator.comparingLong(Account::left)
            .thenComparing(Comparator.comparingLong(Account::used).reversed())
            .thenComparing(Account::holder);
    private static final Comparator<Budget> URGENT_FIRST = Comparator.comparing(Budget::isExhausted)
            .reversed()
            .thenComparingDouble(Budget::leftShare)
            .thenComparing(Budget::budget);

    /// @param outstanding held by replicas: reserved by open calls, or about to be used
    public record Account(String holder, long used, long outstanding, long left, String windowEnds) {
        public boolean isExhausted() {
            return left == 0;
        }

        /// What is no longer to be had.
        public long taken() {
            return used + outstanding;
        }
    }

    /// Of budgets that were used in a window that is not over: the exhausted first, then by what is left.
    static List<Budget> urgentFirst(List<Budget> all) {
        return all.stream()
                .filter(budget -> !budget.accounts().isEmpty())
                .sorted(URGENT_FIRST)
                .toList();
    }

    static List<Budget> unused(List<Budget> all) {
        return all.stream()
                .filter(budget -> budget.accounts().isEmpty())
                .sorted(Comparator.comparing(Budget::budget).thenComparing(Budget::holder))
                .toList();
    }

    /// The fullest, as many as the page has room for.
    public List<Account> shown() {
        return accounts.stream().sorted(FULLEST_FIRST).limit(ACCOUNTS_MAX).toList();
    }

    public int unshown() {
        return Math.max(0, accounts.size() - ACCOUNTS_MAX);
    }

    public boolean isExhausted() {
        return accounts.stream().anyMatch(Account::isExhausted);
    }

    /// For whom it is.
    public String holder() {
        if (!holders.isEmpty()) {
            return String.join(", ", holders);
        }
        if (per.equals("organisation")) {
            return every.isEmpty() ? "everybody" : "everybody together";
        }
        return "each " + per;
    }

    /// What it allows, in a line: `60 calls in 1h, at most 5 in one call`.
    public String allows() {
        String one = perCall == 0 ? "" : "at most %s in one call".formatted(amount(perCall));
        if (every.isEmpty()) {
            return one;
        }
        String all = "%s in %s".formatted(amount(limit), every);
        return one.isEmpty() ? all : all + ", " + one;
    }

    /// With its unit.
    public String amount(long amount) {
        return switch (unit) {
            case "bytes", "usd-micros" -> figure(amount);
            default -> {
                boolean one = amount == 1 && unit.endsWith("s");
                yield figure(amount) + " " + (one ? unit.substring(0, unit.length() - 1) : unit);
            }
        };
    }

    /// For a table whose head names the unit.
    public String figure(long amount) {
        return switch (unit) {
            case "bytes" -> Form.bytes(amount);
            case "usd-micros" -> Form.dollars(amount);
            default -> Form.count(amount);
        };
    }

    private double leftShare() {
        long least = accounts.stream().mapToLong(Account::left).min().orElse(limit);
        return limit == 0 ? 0 : (double) least / limit;
    }
}
