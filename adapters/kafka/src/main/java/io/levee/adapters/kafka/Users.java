package io.levee.adapters.kafka;

import io.levee.fault.LeveeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeDelegationTokenOptions;
import org.apache.kafka.clients.admin.DescribeUserScramCredentialsResult;
import org.apache.kafka.clients.admin.ExpireDelegationTokenOptions;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.DelegationTokenDisabledException;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.token.delegation.DelegationToken;

/// The requests, on one client and with one deadline. One request for all users where Kafka has one.
final class Users implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofMillis(200);

    private final Admin admin;
    private final String stopper;
    private final Waiting waiting;

    /// @param stopper whose client it is
    Users(Admin admin, String stopper, Waiting waiting) {
        this.admin = admin;
        this.stopper = stopper;
        this.waiting = waiting;
    }

    /// By user.
    Map<String, Set<AclBinding>> acls(Collection<String> users) {
        Map<String, KafkaFuture<Collection<AclBinding>>> asked = new HashMap<>();
        users.forEach(user ->
                asked.put(user, admin.describeAcls(new Denials(user).all()).values()));
        Map<String, Set<AclBinding>> acls = new HashMap<>();
        asked.forEach((user, answer) -> acls.put(user, Set.copyOf(waiting.on(answer))));
        return acls;
    }

    void create(Collection<AclBinding> acls) {
        all(List.copyOf(admin.createAcls(acls).values().values()), _ -> false);
    }

    void delete(Collection<AclBinding> acls) {
        List<AclBindingFilter> exact = acls.stream().map(AclBinding::toFilter).toList();
        var _ = waiting.on(admin.deleteAcls(exact).all());
    }

    /// What each can log in with.
    Map<String, List<ScramCredentialInfo>> credentials(Collection<String> users) {
        DescribeUserScramCredentialsResult asked = admin.describeUserScramCredentials(List.copyOf(users));
        Map<String, List<ScramCredentialInfo>> credentials = new HashMap<>();
        for (String user : users) {
            try {
                credentials.put(user, waiting.value(asked.description(user)).credentialInfos());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof ResourceNotFoundException)) {
                    throw Waiting.translated(e.getCause() == null ? e : e.getCause());
                }
                credentials.put(user, List.of());
            }
        }
        return credentials;
    }

    /// How many there were. One that is gone meanwhile was deleted by another replica with the same order.
    int deleteCredentials(Collection<String> users) {
        List<UserScramCredentialAlteration> deletions = new ArrayList<>();
        credentials(users)
                .forEach((user, credentials) -> credentials.forEach(
                        credential -> deletions.add(new UserScramCredentialDeletion(user, credential.mechanism()))));
        if (!deletions.isEmpty()) {
            all(
                    List.copyOf(
                            admin.alterUserScramCredentials(deletions).values().values()),
                    ResourceNotFoundException.class::isInstance);
        }
        return deletions.size();
    }

    void alter(List<UserScramCredentialAlteration> alterations) {
        if (!alterations.isEmpty()) {
            all(
                    List.copyOf(admin.alterUserScramCredentials(alterations)
                            .values()
                            .values()),
                    _ -> false);
        }
    }

    List<DelegationToken> tokens(Collection<String> users) {
        List<KafkaPrincipal> owners = users.stream()
                .map(user -> new KafkaPrincipal(KafkaPrincipal.USER_TYPE, user))
                .toList();
        try {
            return waiting.value(admin.describeDelegationToken(new DescribeDelegationTokenOptions().owners(owners))
                    .delegationTokens());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DelegationTokenDisabledException) {
                return List.of();
            }
            throw Waiting.translated(e.getCause() == null ? e : e.getCause());
        }
    }

    /// Kafka lets only the owner of a token and those that it named end it: what is left is denied all the same.
    int expire(List<DelegationToken> tokens) {
        ExpireDelegationTokenOptions now = new ExpireDelegationTokenOptions().expiryTimePeriodMs(-1);
        List<KafkaFuture<Long>> asked = tokens.stream()
                .map(token -> admin.expireDelegationToken(token.hmac(), now).expiryTimestamp())
                .toList();
        int expired = 0;
        for (KafkaFuture<Long> answer : asked) {
            try {
                var _ = waiting.value(answer);
                expired++;
            } catch (ExecutionException _) {
                // it shows in the evidence, and is denied
            }
        }
        return expired;
    }

    OpenTransactions transactions() {
        return new OpenTransactions(admin, stopper, waiting);
    }

    /// What a denial is worth on one of these is not known.
    int behind() {
        return new Brokers(admin, waiting).behind();
    }

    @Override
    public void close() {
        admin.close(FAREWELL);
    }

    /// All answers, then the first failure: one that fails keeps no other from being waited for.
    ///
    /// @param fine what is no failure here
    private void all(List<KafkaFuture<Void>> answers, Predicate<Throwable> fine) {
        List<LeveeException> failures = new ArrayList<>();
        for (KafkaFuture<Void> answer : answers) {
            try {
                var _ = waiting.value(answer);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (!fine.test(cause)) {
                    failures.add(Waiting.translated(cause));
                }
            } catch (LeveeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
