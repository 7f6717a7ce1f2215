package io.levee.adapters.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.fault.Refusal;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import io.levee.rooms.gateway.Evaluations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// AuthZEN 1.0: one question, or several, and yes or no. Everybody may ask about themselves, an auditor
/// about anybody. What the standard lets callers add (properties, context) is taken and means nothing,
/// except for what stands here.
public final class EvaluationRoutes implements Routes {
    static final int EVALUATIONS_MAX = 50;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final Pattern REQUEST_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final Guard guard;
    private final Evaluations evaluations;
    private final String issuer;

    /// @param issuer where this API is reached, as its tokens say
    public EvaluationRoutes(Guard guard, Evaluations evaluations, String issuer) {
        this.guard = guard;
        this.evaluations = evaluations;
        this.issuer = issuer;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.before("/access/v1/*", EvaluationRoutes::echo);
        routing.post("/access/v1/evaluation", guard.known(this::one));
        routing.post("/access/v1/evaluations", guard.known(this::several));
        routing.get("/.well-known/authzen-configuration", ctx -> Json.write(ctx, 200, metadata()));
    }

    /// @param properties of an agent: `person` whom it acts for, `via` the agents between them,
    ///     `session`
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Subject(
            @Nullable String type,
            @Nullable String id,
            @Nullable Map<String, Object> properties) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Named(@Nullable String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Resource(@Nullable String type, @Nullable String id) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Question(
            @Nullable Subject subject,
            @Nullable Named action,
            @Nullable Resource resource) {
        /// What this one leaves out, `defaults` say.
        Question or(Question defaults) {
            return new Question(
                    subject == null ? defaults.subject : subject,
                    action == null ? defaults.action : action,
                    resource == null ? defaults.resource : resource);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Questions(
            @Nullable Subject subject,
            @Nullable Named action,
            @Nullable Resource resource,
            @Nullable List<Question> evaluations,
            @Nullable Options options) {
        Question defaults() {
            return new Question(subject, action, resource);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Options(
            @JsonProperty("evaluations_semantic") @Nullable String semantic) {}

    record Decision(boolean decision, Why context) {}

    /// @param error where the question made no sense
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Why(
            @Nullable String id,
            @Nullable String reason,
            @Nullable String advice,
            @Nullable String about,
            @Nullable String revision,
            @Nullable Fault error) {}

    record Fault(int status, String message) {}

    record Decisions(List<Decision> evaluations) {}

    private enum Semantic {
        EXECUTE_ALL("execute_all"),
        DENY_ON_FIRST_DENY("deny_on_first_deny"),
        PERMIT_ON_FIRST_PERMIT("permit_on_first_permit");

        private final String word;

        Semantic(String word) {
            this.word = word;
        }

        static Semantic of(@Nullable Options options) {
            if (options == null || options.semantic() == null) {
                return EXECUTE_ALL;
            }
            for (Semantic semantic : values()) {
                if (semantic.word.equals(options.semantic())) {
                    return semantic;
                }
            }
            throw new BadInput("`options.evaluations_semantic` is `execute_all`, `deny_on_first_deny` or"
                    + " `permit_on_first_permit`");
        }

        boolean isOverWith(boolean yes) {
            return switch (this) {
                case EXECUTE_ALL -> false;
                case DENY_ON_FIRST_DENY -> !yes;
                case PERMIT_ON_FIRST_PERMIT -> yes;
            };
        }
    }

    private void one(Context ctx, Identity.Known asker) {
        Json.write(ctx, 200, decide(asker, Json.read(ctx, Question.class)));
    }

    private void several(Context ctx, Identity.Known asker) {
        Questions asked = Json.read(ctx, Questions.class);
        Semantic semantic = Semantic.of(asked.options());
        if (asked.evaluations() == null || asked.evaluations().isEmpty()) {
            Json.write(ctx, 200, decide(asker, asked.defaults()));
            return;
        }
        if (asked.evaluations().size() > EVALUATIONS_MAX) {
            throw new BadInput("ask at most %d questions at once".formatted(EVALUATIONS_MAX));
        }
        List<Decision> decisions = new ArrayList<>();
        for (@Nullable Question question : asked.evaluations()) {
            Decision decision = decideOrSay(asker, question, asked.defaults());
            decisions.add(decision);
            if (semantic.isOverWith(decision.decision())) {
                break;
            }
        }
        Json.write(ctx, 200, new Decisions(decisions));
    }

    /// One question that makes no sense does not take the answers from the others.
    private Decision decideOrSay(Identity.Known asker, @Nullable Question question, Question defaults) {
        try {
            return decide(asker, question == null ? defaults : question.or(defaults));
        } catch (BadInput e) {
            Fault fault = new Fault(400, String.valueOf(e.getMessage()));
            return new Decision(false, new Why(null, null, null, null, null, fault));
        }
    }

    private Decision decide(Identity.Known asker, Question asked) {
        Evaluations.Answer answer = answer(asker, question(asker, asked));
        @Nullable Refusal refusal = answer.refusal().orElse(null);
        String about = answer.detail().isEmpty() ? null : answer.detail();
        return new Decision(
                answer.yes(),
                new Why(
                        answer.decision().value(),
                        refusal == null ? "allowed" : refusal.code(),
                        refusal == null ? null : refusal.advice(),
                        about,
                        answer.revision(),
                        null));
    }

    private Evaluations.Answer answer(Identity.Known asker, Evaluations.Question question) {
        try {
            return evaluations.answer(asker, question).get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) { // late is no answer, whatever is recorded in the end
            throw new LeveeException(ErrorCode.DEADLINE_EXCEEDED, "the answer was not durable in time", e);
        } catch (ExecutionException e) {
            throw new LeveeException(ErrorCode.INTERNAL, "a question could not be answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeveeException(ErrorCode.INTERNAL, "interrupted while a question was answered", e);
        }
    }

    private static Evaluations.Question question(Identity.Known asker, Question asked) {
        Subject subject = required("subject", asked.subject());
        Named action = required("action", asked.action());
        Resource resource = required("resource", asked.resource());
        String verb = BadInput.required("action.name", action.name());
        String asset = BadInput.required("resource.type", resource.type()) + ":"
                + BadInput.required("resource.id", resource.id());
        return new Evaluations.Question(
                chain(asker, subject),
                text(subject, "session").map(id -> BadInput.parse(id, SessionId::new)),
                Action.named(verb).orElseThrow(() -> new BadInput("`action.name` is `read` or `change`")),
                BadInput.parse(asset, AssetId::parse));
    }

    private static Chain chain(Identity.Known asker, Subject subject) {
        String type = BadInput.required("subject.type", subject.type());
        String id = BadInput.required("subject.id", subject.id());
        return switch (type) {
            case "person" -> BadInput.parse(id, name -> Chain.of(ActorId.person(name)));
            case "agent" -> {
                Optional<String> person = text(subject, "person");
                if (person.isEmpty() && asker.chain().caller().equals(BadInput.parse(id, ActorId::agent))) {
                    yield asker.chain(); // who asks about itself need not say for whom it acts
                }
                String whom = BadInput.required("subject.properties.person", person.orElse(null));
                List<ActorId> agents = new ArrayList<>(via(subject));
                agents.add(BadInput.parse(id, ActorId::agent));
                yield BadInput.parse(whom, name -> new Chain(ActorId.person(name), agents));
            }
            default -> throw new BadInput("`subject.type` is `person` or `agent`");
        };
    }

    private static List<ActorId> via(Subject subject) {
        @Nullable
        Object via = subject.properties() == null ? null : subject.properties().get("via");
        if (via == null) {
            return List.of();
        }
        if (!(via instanceof List<?> names) || names.size() > Chain.AGENTS_MAX) {
            throw new BadInput("`subject.properties.via` is a list of at most %d agents".formatted(Chain.AGENTS_MAX));
        }
        return names.stream()
                .map(name -> BadInput.parse(String.valueOf(name), ActorId::agent))
                .toList();
    }

    private static Optional<String> text(Subject subject, String property) {
        @Nullable
        Object value =
                subject.properties() == null ? null : subject.properties().get(property);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw new BadInput("`subject.properties.%s` is a text".formatted(property));
    }

    private static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw new BadInput("the member `%s` is missing".formatted(member));
        }
        return value;
    }

    private Map<String, String> metadata() {
        return Map.of(
                "policy_decision_point",
                issuer,
                "access_evaluation_endpoint",
                issuer + "/access/v1/evaluation",
                "access_evaluations_endpoint",
                issuer + "/access/v1/evaluations");
    }

    private static void echo(Context ctx) {
        @Nullable String id = ctx.header("X-Request-ID");
        if (id != null && REQUEST_ID.matcher(id).matches()) {
            ctx.header("X-Request-ID", id);
        }
    }
}
