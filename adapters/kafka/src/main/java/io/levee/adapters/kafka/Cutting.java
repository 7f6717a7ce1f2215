package io.levee.adapters.kafka;

import io.levee.fault.LeveeException;
import io.levee.rooms.stop.Stopper.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.kafka.common.acl.AclBinding;

/// The stop of some users: the denial first, since it alone reaches connections that stand. Where one part
/// fails, the next is done all the same.
final class Cutting {
    private final Users users;
    private final List<String> names;
    private final List<LeveeException> failures = new ArrayList<>();

    Cutting(Users users, List<String> names) {
        this.users = users;
        this.names = names;
    }

    /// @throws LeveeException the first failure, once everything was tried
    Done run() {
        int denied = part(this::deny);
        int credentials = part(() -> users.deleteCredentials(names));
        int aborted = part(this::abort);
        int expired = part(() -> names.isEmpty() ? 0 : users.expire(users.tokens(names)));
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return new Done(
                (long) denied + credentials + aborted + expired,
                "%d users denied, %d credentials deleted, %d transactions aborted, %d tokens expired"
                        .formatted(denied, credentials, aborted, expired));
    }

    private int deny() {
        List<AclBinding> missing = new ArrayList<>();
        int denied = 0;
        for (var acls : users.acls(names).entrySet()) {
            List<AclBinding> of = new Denials(acls.getKey()).missing(acls.getValue());
            missing.addAll(of);
            denied += of.isEmpty() ? 0 : 1;
        }
        if (!missing.isEmpty()) {
            users.create(missing);
        }
        return denied;
    }

    private int abort() {
        List<String> open = users.transactions().only(names);
        users.transactions().abort(open);
        return open.size();
    }

    private int part(IntSupplier part) {
        try {
            return part.getAsInt();
        } catch (LeveeException e) {
            failures.add(e);
            return 0;
        }
    }
}
