package io.levee.budget;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.util.List;

/// A double of the way to a store: messages or replies get lost, and other things happen meanwhile. A message that was
/// lost may still arrive, after the ones that follow it.
final class MessyAccounts implements Accounts {
    private final Accounts accounts;
    private final Runnable meanwhile;
    private List<Message> late = List.of();
    Fault next = Fault.NONE;

    enum Fault {
        NONE,
        MESSAGE_LOST,
        REPLY_LOST,
        MESSAGE_LATE
    }

    MessyAccounts(Accounts accounts, Runnable meanwhile) {
        this.accounts = accounts;
        this.meanwhile = meanwhile;
    }

    @Override
    public List<Reply> tell(List<Message> messages) {
        Fault fault = next;
        next = Fault.NONE;
        meanwhile.run();
        if (fault == Fault.MESSAGE_LATE) {
            late = messages;
        }
        if (fault == Fault.MESSAGE_LOST || fault == Fault.MESSAGE_LATE) {
            throw new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "lost");
        }
        List<Reply> replies = accounts.tell(messages);
        if (!late.isEmpty()) {
            var _ = accounts.tell(late);
            late = List.of();
        }
        meanwhile.run();
        if (fault == Fault.REPLY_LOST) {
            throw new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "lost");
        }
        return replies;
    }

    @Override
    public List<Standing> standings(int max) {
        return accounts.standings(max);
    }
}
