package io.levee.adapters.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/// Transactions that wait for their commit. A denied user can commit none; the coordinator aborts what is open after
/// `transaction.timeout.ms`, and until then it holds back all who read what is committed. So those that can only be the
/// user's are aborted at once. Kafka does not say whose a transaction is: the ACLs tell who may use its id.
///
/// @param stopper who may use every id, and uses none
record OpenTransactions(Admin admin, String stopper, Waiting waiting) {
    private static final String EVERY = "*";

    /// Ids of what is open and that these users and nobody else may use.
    List<String> only(Collection<String> users) {
        Collection<TransactionListing> open = waiting.on(
                admin.listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                        .all());
        if (open.isEmpty()) {
            return List.of();
        }
        Collection<AclBinding> allowed = waiting.on(admin.describeAcls(new AclBindingFilter(
                        new ResourcePatternFilter(ResourceType.TRANSACTIONAL_ID, null, PatternType.ANY),
                        new AccessControlEntryFilter(null, null, AclOperation.ANY, AclPermissionType.ALLOW)))
                .values());
        List<String> principals =
                users.stream().map(user -> Denials.USER + user).toList();
        return open.stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> isOnly(allowed, id, principals))
                .toList();
    }

    /// Their producers are fenced and what they had begun is aborted.
    void abort(List<String> ids) {
        if (!ids.isEmpty()) {
            var _ = waiting.on(admin.fenceProducers(ids).all());
        }
    }

    private boolean isOnly(Collection<AclBinding> allowed, String id, List<String> principals) {
        Predicate<AclBinding> isTheirs = acl -> principals.contains(acl.entry().principal());
        List<AclBinding> writing = allowed.stream()
                .filter(acl -> !acl.entry().principal().equals(Denials.USER + stopper))
                .filter(acl -> covers(acl.pattern(), id) && isForWriting(acl))
                .toList();
        return !writing.isEmpty() && writing.stream().allMatch(isTheirs);
    }

    private static boolean isForWriting(AclBinding acl) {
        return acl.entry().operation() == AclOperation.WRITE || acl.entry().operation() == AclOperation.ALL;
    }

    private static boolean covers(ResourcePattern pattern, String id) {
        return pattern.patternType() == PatternType.PREFIXED
                ? id.startsWith(pattern.name())
                : pattern.name().equals(EVERY) || pattern.name().equals(id);
    }
}
