package io.levee.adapters.kafka;

import io.levee.rooms.stop.Stopper.Proof;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/// Stops the canary: a user without credentials and rights, but for these moments. It is given both, logs in,
/// asks for a topic that nobody has, is stopped, and must then be denied on the connection that stands and
/// refused on a new one.
///
/// The one right that it is given is also the sign by which the next rehearsal knows what one that was cut off left.
///
/// @param proving ends before what the users have, so that there is time to put things back
record Rehearsal(Cluster cluster, Users users, String canary, Waiting proving) {
    static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final String TOPIC = "levee-rehearsal";
    private static final int ITERATIONS = 4096;
    private static final int SECRET_BYTES = 24;
    private static final Duration FAREWELL = Duration.ZERO;

    Proof run() {
        if (cluster.isUntouchable(canary)) {
            throw new IllegalStateException("the canary `%s` is the stopper's own or a super user".formatted(canary));
        }
        AclBinding sign = new Denials(canary).allows(ResourceType.TOPIC, TOPIC, AclOperation.DESCRIBE);
        boolean isSomebodys = !users.credentials(List.of(canary))
                        .getOrDefault(canary, List.of())
                        .isEmpty()
                && !acls().contains(sign);
        if (isSomebodys) {
            throw new IllegalStateException(
                    "the canary `%s` has credentials: it is to be a user that nobody is".formatted(canary));
        }
        try {
            return stopped(sign);
        } finally {
            putBack(sign);
        }
    }

    private Proof stopped(AclBinding sign) {
        users.delete(new Denials(canary).made(acls()));
        users.create(List.of(sign));
        String password = password();
        users.alter(List.of(new UserScramCredentialUpsertion(
                canary, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)));
        Admin session = loggedIn(password);
        try {
            var _ = new Cutting(users, List.of(canary)).run();
            boolean denied = eventually(session, TopicAuthorizationException.class::isInstance);
            boolean refused = eventuallyRefused(password);
            return new Proof(
                    denied && refused,
                    "canary: request %s, login %s"
                            .formatted(denied ? "denied" : "answered", refused ? "refused" : "passes"));
        } finally {
            session.close(FAREWELL);
        }
    }

    /// On each try a client of its own: one whose login failed does not try again.
    private Admin loggedIn(String password) {
        do {
            Admin session = cluster.open(canary, password);
            if (asked(session) instanceof UnknownTopicOrPartitionException) {
                return session;
            }
            session.close(FAREWELL);
            proving.pause();
        } while (!proving.isOver());
        throw new IllegalStateException("the canary `%s` was not let in".formatted(canary));
    }

    private boolean eventually(Admin session, Predicate<Throwable> wanted) {
        while (!proving.isOver()) {
            if (wanted.test(asked(session))) {
                return true;
            }
            proving.pause();
        }
        return false;
    }

    private boolean eventuallyRefused(String password) {
        while (!proving.isOver()) {
            Admin session = cluster.open(canary, password);
            try {
                if (asked(session) instanceof AuthenticationException) {
                    return true;
                }
            } finally {
                session.close(FAREWELL);
            }
            proving.pause();
        }
        return false;
    }

    /// What comes of asking for the topic; it is never there.
    private Throwable asked(Admin session) {
        try {
            var _ = proving.value(session.describeTopics(List.of(TOPIC)).allTopicNames());
            return new IllegalStateException("the topic `%s` exists".formatted(TOPIC));
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    private void putBack(AclBinding sign) {
        var _ = users.deleteCredentials(List.of(canary));
        List<AclBinding> ours = new ArrayList<>(new Denials(canary).made(acls()));
        ours.add(sign);
        users.delete(ours);
    }

    private Set<AclBinding> acls() {
        return users.acls(List.of(canary)).getOrDefault(canary, Set.of());
    }

    private static String password() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }
}
