package io.levee.app.replica;

import io.levee.adapters.http.HookRoutes;
import io.levee.adapters.http.HookRoutes.Answer;
import io.levee.adapters.identityproviders.IncomingSets;
import io.levee.adapters.identityproviders.IssuerKeySets;
import io.levee.adapters.identityproviders.Received;
import io.levee.adapters.identityproviders.Subject;
import io.levee.adapters.payments.AgentCards;
import io.levee.adapters.payments.AuthorisationWebhook;
import io.levee.app.forge.ForgeHooks;
import io.levee.consent.OpenStops;
import io.levee.facts.Scope;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Person;
import io.levee.ledger.Freshness;
import io.levee.organisation.Foothold;
import io.levee.organisation.Organisation;
import io.levee.organisation.Settings.EventIssuer;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.StopAnswer;
import io.levee.rooms.stop.StopRequest;
import io.levee.rooms.stop.Stops;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// What systems outside push: security events of the issuers in `levee.yaml`, and questions of
/// Stripe about the cards of stoppers that name a `webhook`. What is remembered of an issuer or a
/// stopper is kept while the organisation says the same of it.
final class HookWiring {
    private static final System.Logger LOG = System.getLogger(HookWiring.class.getName());
    /// An issuer waits no longer for an answer; it sends again.
    private static final Duration DURABLE_MAX = Duration.ofSeconds(8);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Supplier<Organisation> organisation;
    private final OpenStops open;
    private final Stops stops;
    private final Freshness freshness;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Executor threads;
    private final Map<EventIssuer, IncomingSets> issuers = new ConcurrentHashMap<>();
    private final Map<Webhook, AuthorisationWebhook> webhooks = new ConcurrentHashMap<>();

    private record Webhook(String stopper, String secret) {}

    HookWiring(
            Supplier<Organisation> organisation,
            OpenStops open,
            Stops stops,
            Freshness freshness,
            Secrets secrets,
            InstantSource clock,
            Executor threads) {
        this.organisation = organisation;
        this.open = open;
        this.stops = stops;
        this.freshness = freshness;
        this.secrets = secrets;
        this.clock = clock;
        this.threads = threads;
    }

    HookRoutes routes(ForgeHooks forges) {
        return new HookRoutes((header, body) -> event(header.apply("Content-Type"), body), this::card, forges::of);
    }

    private Optional<HookRoutes.Hook> card(String stopper) {
        List<Webhook> named = organisation.get().stoppers().stream()
                .filter(source -> source.name().equals(stopper))
                .flatMap(source -> Optional.ofNullable(source.settings().get("webhook")).stream())
                .map(secret -> new Webhook(stopper, secret))
                .toList();
        webhooks.keySet().removeIf(known -> known.stopper().equals(stopper) && !named.contains(known));
        return named.stream().findFirst().map(webhook -> {
            AuthorisationWebhook answers = webhooks.computeIfAbsent(webhook, this::webhook);
            return (header, body) -> {
                AuthorisationWebhook.Response response = answers.answer(header.apply("Stripe-Signature"), body);
                if (response.reason() == AuthorisationWebhook.Reason.UNSIGNED) {
                    LOG.log(System.Logger.Level.WARNING, "a question about a card of {0} was not signed", stopper);
                }
                return new Answer(response.status(), response.headers(), response.body());
            };
        });
    }

    private AuthorisationWebhook webhook(Webhook webhook) {
        Supplier<List<Foothold>> footholds = () -> organisation.get().stoppers().stream()
                .filter(source -> source.name().equals(webhook.stopper()))
                .map(StopperSource::footholds)
                .findFirst()
                .orElse(List.of());
        return new AuthorisationWebhook(
                secrets, webhook.secret(), AgentCards.of(footholds, open, organisation, freshness), clock);
    }

    private Answer event(String contentType, byte[] body) {
        String token = new String(body, StandardCharsets.US_ASCII);
        List<EventIssuer> known = organisation.get().settings().eventIssuers();
        issuers.keySet().retainAll(known);
        String claimed = IncomingSets.claimedIssuer(token);
        Optional<EventIssuer> issuer =
                known.stream().filter(one -> one.issuer().equals(claimed)).findFirst();
        if (issuer.isEmpty()) {
            return plain(new Received.Refused(Received.Code.INVALID_ISSUER));
        }
        IncomingSets sets = issuers.computeIfAbsent(issuer.get(), this::sets);
        return answered(issuer.get(), sets, sets.receive(contentType, token));
    }

    private Answer answered(EventIssuer issuer, IncomingSets sets, Received received) {
        if (received instanceof Received.Revoked(String event, Scope.Person scope)
                && !isStopped(issuer, scope, event)) {
            sets.forget(event);
            return plain(new Received.Later());
        }
        return plain(received);
    }

    /// Whether a stop of the person is in force. Its stoppers go on after that.
    private boolean isStopped(EventIssuer issuer, Scope.Person scope, String event) {
        if (isInForce(scope)) {
            return true; // an issuer that tells it again and again orders it once
        }
        String reason = "security event `session-revoked` of %s".formatted(issuer.issuer());
        StopRequest request = new StopRequest(Chain.of(issuer.onBehalfOf()), scope, Set.of(), cut(reason));
        CompletableFuture<StopAnswer> ordering = CompletableFuture.supplyAsync(() -> stops.order(request), threads);
        long deadline = System.nanoTime() + DURABLE_MAX.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                return switch (ordering.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    case StopAnswer.Done _ -> true;
                    case StopAnswer.Refused(var refusal, var _) -> {
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "the security event {0} stops nobody: {1} may not stop {2}: {3}",
                                event,
                                issuer.onBehalfOf(),
                                scope,
                                refusal.code());
                        yield false;
                    }
                };
            } catch (TimeoutException _) {
                if (isInForce(scope)) {
                    return true;
                }
            } catch (ExecutionException e) {
                LOG.log(System.Logger.Level.WARNING, "a security event waits to be sent again", e.getCause());
                return false;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private boolean isInForce(Scope.Person scope) {
        return open.all().stream()
                .filter(order -> order.scope().equals(scope))
                .anyMatch(order -> order.layers().containsAll(stops.layers(scope)));
    }

    private static String cut(String reason) {
        return reason.substring(0, Math.min(reason.length(), StopRequest.REASON_LENGTH_MAX));
    }

    private IncomingSets sets(EventIssuer issuer) {
        return new IncomingSets(
                issuer.issuer(), issuer.audience(), IssuerKeySets.at(issuer.jwksUri()), this::person, clock);
    }

    /// By the address in people.yaml; by id where the issuer says which of our people it is.
    private Optional<ActorId> person(Subject subject) {
        Organisation now = organisation.get();
        return switch (subject) {
            case Subject.Email(String address) ->
                Optional.ofNullable(now.addresses().get(address.toLowerCase(Locale.ROOT)));
            case Subject.Opaque(String id) -> known(now, id);
            case Subject.OfIssuer(String _, String id) -> known(now, id);
        };
    }

    private static Optional<ActorId> known(Organisation now, String id) {
        return now.people().values().stream()
                .map(Person::id)
                .filter(person -> person.name().equals(id))
                .findFirst();
    }

    private static Answer plain(Received received) {
        return new Answer(
                received.status(),
                received.body().isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"),
                received.body());
    }
}
