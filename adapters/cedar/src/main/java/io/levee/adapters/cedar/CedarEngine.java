package io.levee.adapters.cedar;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import io.levee.consent.Action;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Cedar's decider, without its exceptions. Thread-safe.
final class CedarEngine {
    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    private final Map<Action, EntityUID> actions = new EnumMap<>(Action.class);

    CedarEngine() {
        EntityTypeName type = EntityTypeName.parse("Action").orElseThrow();
        for (Action action : Action.values()) {
            actions.put(action, type.of(action.word()));
        }
    }

    sealed interface Answer {
        /// @param by the refs of the policies that decided; empty where none permits
        record Decided(boolean allowed, List<String> by) implements Answer {}

        /// At least one policy could not be evaluated.
        record PolicyFailed(String detail) implements Answer {}

        /// Cedar itself could not answer.
        record EngineFailed(String detail) implements Answer {}
    }

    Answer ask(
            EntityBook.Node principal,
            Action action,
            EntityBook.Node resource,
            PolicySet policies,
            Set<Entity> entities) {
        EntityUID actionUid = Optional.ofNullable(actions.get(action)).orElseThrow();
        try {
            return answer(engine.isAuthorized(
                    new AuthorizationRequest(principal.cedar(), actionUid, resource.cedar(), Map.of()),
                    policies,
                    entities));
        } catch (AuthException | RuntimeException e) {
            return new Answer.EngineFailed(e.getClass().getSimpleName());
        }
    }

    private static Answer answer(AuthorizationResponse response) {
        Optional<AuthorizationSuccessResponse> success = response.success;
        if (success.isEmpty()) {
            return new Answer.EngineFailed("no decision");
        }
        // INVARIANT I7: a policy that failed might have forbidden; whatever others permit, the answer is no.
        Optional<String> failed = success.get().getErrors().stream()
                .map(error -> error.getPolicyId() + ": " + error.getError().message)
                .sorted()
                .findFirst();
        if (failed.isPresent()) {
            return new Answer.PolicyFailed(failed.get());
        }
        return new Answer.Decided(
                success.get().isAllowed(),
                success.get().getReason().stream().sorted().toList());
    }
}
