package io.levee.adapters.cedar;

import java.util.List;
import java.util.Random;

/// Policies of every shape of head and some conditions, some of which fail when they are evaluated.
final class RandomPolicies {
    private static final List<String> PRINCIPALS = List.of(
            "principal",
            "principal is Person",
            "principal is Agent",
            "principal == Person::\"ana\"",
            "principal == Agent::\"scout\"",
            "principal in Role::\"analyst\"",
            "principal in Role::\"robot\"",
            "principal in Team::\"red\"",
            "principal in Person::\"bo\"",
            "principal is Person in Team::\"blue\"",
            "principal is Agent in Team::\"blue\"",
            "principal in Role::\"nobody\"");
    private static final List<String> ACTIONS = List.of(
            "action",
            "action == Action::\"read\"",
            "action == Action::\"stop\"",
            "action in Action::\"change\"",
            "action in [Action::\"read\", Action::\"change\"]",
            "action in [Action::\"stop\", Action::\"resume\", Action::\"audit\"]",
            "action in []");
    private static final List<String> RESOURCES = List.of(
            "resource",
            "resource is Operation",
            "resource is Table",
            "resource is FeatureFlag",
            "resource is Agent",
            "resource in Api::\"wh\"",
            "resource in Team::\"blue\"",
            "resource is Operation in Team::\"blue\"",
            "resource is Operation in Api::\"wh\"",
            "resource == Operation::\"wh/load\"",
            "resource == Levee::\"everything\"",
            "resource in Team::\"red\"");
    private static final List<String> CONDITIONS = List.of(
            "",
            "",
            "",
            "when { resource has labels && resource.labels.contains(\"payroll\") }",
            "when { resource has owner && principal in resource.owner }",
            "unless { resource has owner && resource.owner.platform }",
            "when { principal has owner && principal.owner == Team::\"blue\" }",
            "when { Team::\"red\".platform }",
            "unless { Agent::\"maker\".owner.platform }",
            "when { Agent::\"scout\" in Team::\"blue\" }",
            "when { resource has stoppers && principal in resource.stoppers }",
            "when { resource.name like \"wh/*\" }",
            "when { resource.changes }",
            "when { principal.owner.platform }");

    private RandomPolicies() {}

    static String text(Random random, int policies) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < policies; i++) {
            text.append("%s (%s, %s, %s) %s;%n"
                    .formatted(
                            random.nextInt(4) == 0 ? "forbid" : "permit",
                            one(PRINCIPALS, random),
                            one(ACTIONS, random),
                            one(RESOURCES, random),
                            one(CONDITIONS, random)));
        }
        return text.toString();
    }

    private static String one(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
