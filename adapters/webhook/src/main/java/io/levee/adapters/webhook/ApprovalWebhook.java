package io.levee.adapters.webhook;

import io.levee.facts.ApprovalFact;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.Origin;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Posts what this replica records of approvals, in order, until it is taken or has been tried often enough. A hint to
/// look: what counts is the list. What waits here when the replica ends is not told.
///
/// Nobody is ever kept waiting: a follower only puts it in a queue, and what does not fit is left out.
public final class ApprovalWebhook implements Follower, AutoCloseable {
    static final int WAITING_MAX = 1_000;
    static final int TRIES_MAX = 6;
    static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(ApprovalWebhook.class.getName());

    private final WebhookTarget target;
    private final Origin own;
    private final Instant since;
    private final InstantSource clock;
    private final Duration firstPause;
    private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    /// INVARIANT: only the configured address is ever asked; where it points to is not followed.
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Thread sender = Thread.ofVirtual().name("approval-webhook").unstarted(this::send);

    private record Message(String id, String body) {}

    private ApprovalWebhook(WebhookTarget target, Origin own, InstantSource clock, Duration firstPause) {
        this.target = target;
        this.own = own;
        this.since = clock.instant();
        this.clock = clock;
        this.firstPause = firstPause;
        sender.start();
    }

    /// Empty where the environment names no address; throws `CONFIGURATION_INVALID` where it names none that is safe.
    ///
    /// @param own the log whose facts are told; each replica tells its own
    public static Optional<ApprovalWebhook> of(Map<String, String> environment, Origin own, InstantSource clock) {
        return of(environment, own, clock, FIRST_PAUSE);
    }

    static Optional<ApprovalWebhook> of(
            Map<String, String> environment, Origin own, InstantSource clock, Duration firstPause) {
        return WebhookTarget.of(environment).map(target -> new ApprovalWebhook(target, own, clock, firstPause));
    }

    @Override
    public void learned(Entry entry) {
        if (entry.fact() instanceof ApprovalFact fact
                && entry.origin().equals(own)
                && !entry.time().isBefore(since)) {
            String id = "%s-%d".formatted(own.replica(), entry.position());
            if (!waiting.offer(new Message(id, body(entry.time(), fact)))) {
                LOG.log(System.Logger.Level.WARNING, "too many messages wait for the webhook: one is left out");
            }
        }
    }

    /// Ids only: whoever reads it must ask the API for the rest, as somebody who may. All of them are names, so nothing
    /// has to be escaped.
    static String body(Instant time, ApprovalFact fact) {
        return "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":{\"approval\":\"%s\"}}"
                .formatted(type(fact), time, fact.approval());
    }

    private static String type(ApprovalFact fact) {
        return switch (fact) {
            case ApprovalFact.Requested _ -> "approval.requested";
            case ApprovalFact.Given _ -> "approval.given";
            case ApprovalFact.Refused _ -> "approval.refused";
            case ApprovalFact.Used _ -> "approval.used";
            case ApprovalFact.Expired _ -> "approval.expired";
            case ApprovalFact.AnswerDenied _ -> "approval.answer-denied";
        };
    }

    private void send() {
        try {
            while (true) {
                deliver(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void deliver(Message message) throws InterruptedException {
        Duration pause = firstPause;
        for (int tried = 1; !taken(message); tried++) {
            if (tried == TRIES_MAX) {
                LOG.log(System.Logger.Level.WARNING, "the webhook did not take {0}; it is left out", message.id());
                return;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(4);
        }
    }

    /// The id stays the same over all tries, so that a receiver can tell them.
    private boolean taken(Message message) throws InterruptedException {
        Instant now = clock.instant();
        HttpRequest request = HttpRequest.newBuilder(target.uri())
                .timeout(ANSWER_MAX)
                .header("Content-Type", "application/json")
                .header("webhook-id", message.id())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header(
                        "webhook-signature",
                        Signature.of(Base64.getDecoder().decode(target.secret()), message.id(), now, message.body()))
                .POST(HttpRequest.BodyPublishers.ofString(message.body()))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        sender.interrupt();
        client.shutdownNow();
    }
}
