package io.levee.adapters.kafka;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/// One deadline for all answers of one piece of work, and what it means where there is none.
/// Messages hold no text of the broker.
public final class Waiting {
    private final long end;

    public Waiting(Duration longest) {
        this.end = System.nanoTime() + longest.toNanos();
    }

    public boolean isOver() {
        return System.nanoTime() > end;
    }

    public <T> T on(KafkaFuture<T> answer) {
        try {
            return value(answer);
        } catch (ExecutionException e) {
            throw translated(e.getCause() == null ? e : e.getCause());
        }
    }

    /// For a failure that means something to the caller.
    public <T> T value(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw translated(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the brokers answered", e);
        }
    }

    /// Until the brokers have heard of something: they learn it from the controller, each in its
    /// own time.
    public void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the brokers had heard", e);
        }
    }

    public static LeveeException translated(Throwable failure) {
        return switch (failure) {
            case AuthenticationException e ->
                new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "the brokers refused Levee's user or password: correct the secret",
                        e);
            case AuthorizationException e ->
                new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "Levee's user may not do this on the cluster: grant it what ADR 0111 lists to stop, ADR 0123 to administer",
                        e);
            case SecurityDisabledException e ->
                new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "the cluster has no authorizer: nobody can be denied anything there",
                        e);
            case UnsupportedVersionException e ->
                new LeveeException(ErrorCode.CONFIGURATION_INVALID, "the cluster is older than KRaft", e);
            default ->
                new LeveeException(
                        ErrorCode.UPSTREAM_UNAVAILABLE,
                        "the cluster could not be asked (%s)"
                                .formatted(failure.getClass().getSimpleName()),
                        failure);
        };
    }
}
