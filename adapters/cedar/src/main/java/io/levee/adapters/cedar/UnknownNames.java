package io.levee.adapters.cedar;

import io.levee.adapters.cedar.language.Entities;
import io.levee.adapters.cedar.language.Uid;
import io.levee.organisation.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/// Finds names in policies that the organisation does not have. Only a warning, and on purpose: otherwise taking a
/// role or a person out of people.yaml would be refused for as long as a policy still names it, and they would keep
/// their rights.
final class UnknownNames {
    private UnknownNames() {}

    static void in(Map<ReadPolicy, Statement> policies, Entities entities, Collection<Problem> problems) {
        policies.forEach((policy, statement) -> policy.named().stream()
                .filter(uid -> !uid.type().equals("Action") && !entities.contains(uid))
                .sorted(Comparator.comparing(Uid::toString))
                .forEach(uid -> problems.add(problem(uid, statement))));
    }

    private static Problem problem(Uid uid, Statement statement) {
        String what = uid.type().equals(EntityTypes.ROLE)
                ? "nobody holds the role `%s`".formatted(uid.id())
                : "the organisation has no `%s`".formatted(uid);
        int place = statement.text().indexOf(uid.toString());
        int line = statement.line()
                + (int) statement
                        .text()
                        .substring(0, Math.max(place, 0))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return Problem.warning(statement.file(), line, what, "correct the name, or remove the policy");
    }
}
