package io.levee.adapters.advisers;

import io.levee.adapters.rest.Answer;
import io.levee.identity.IdentityRefusal;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Advice.Why;
import java.util.Optional;
import java.util.Set;

/// What Levee's own gateway says where it asked no model, by the code of its problem.
final class GatewayAnswers {
    private static final Set<String> STOPPED = Set.of(
            GatewayRefusal.STOPPED.code(),
            GatewayRefusal.BUDGET_FROZEN.code(),
            IdentityRefusal.SCOPE_STOPPED.code(),
            IdentityRefusal.TOKEN_REVOKED.code());
    private static final Set<String> OVER_BUDGET =
            Set.of(GatewayRefusal.BUDGET_EXHAUSTED.code(), GatewayRefusal.CALL_OVER_BUDGET.code());
    private static final int FORBIDDEN = 403;

    private GatewayAnswers() {}

    static Optional<Advice> withheld(Answer answer) {
        String code = answer.maybeJson().path("code").asString("");
        if (answer.done() || code.isEmpty()) {
            return Optional.empty();
        }
        if (STOPPED.contains(code)) {
            return Optional.of(new Advice.Withheld(Why.STOPPED));
        }
        if (OVER_BUDGET.contains(code)) {
            return Optional.of(new Advice.Withheld(Why.OVER_BUDGET));
        }
        return answer.status() == FORBIDDEN ? Optional.of(new Advice.Withheld(Why.NOT_PERMITTED)) : Optional.empty();
    }
}
