package io.levee.testkit;

import io.levee.budget.Account;
import io.levee.budget.AccountId;
import io.levee.budget.AccountRules;
import io.levee.budget.Accounts;
import io.levee.budget.Message;
import io.levee.budget.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A fake store of budgets' accounts. Thread-safe.
public final class MemoryAccounts implements Accounts {
    private final InstantSource clock;
    private final Map<Key, Account> accounts =
            new TreeMap<>(Comparator.comparing(Key::account).thenComparingLong(Key::window));

    /// One account in one window.
    public record Key(AccountId account, long window) {}

    public MemoryAccounts(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<Reply> tell(List<Message> messages) {
        List<Reply> replies = new ArrayList<>();
        for (Message message : messages) {
            long window = message.window()
                    .orElseGet(() -> AccountRules.window(
                            clock.instant(), message.account().window()));
            Key key = new Key(message.account(), window);
            AccountRules.Outcome outcome =
                    AccountRules.apply(accounts.getOrDefault(key, Account.NEW), message, window, clock.instant());
            accounts.put(key, outcome.account());
            replies.add(outcome.reply());
        }
        return replies;
    }

    @Override
    public synchronized List<Standing> standings(int max) {
        List<Standing> standings = new ArrayList<>();
        accounts.forEach((key, account) -> {
            var ends = AccountRules.windowEnd(key.window(), key.account().window());
            if (ends.isAfter(clock.instant()) && standings.size() < max) {
                Account now = AccountRules.asOf(account, clock.instant());
                standings.add(new Standing(key.account(), now.spent(), now.outstanding(), ends));
            }
        });
        return standings;
    }

    /// As it is now, leases that ended included.
    public synchronized Map<Key, Account> all() {
        return Map.copyOf(accounts);
    }
}
