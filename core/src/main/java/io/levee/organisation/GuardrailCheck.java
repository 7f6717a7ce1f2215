package io.levee.organisation;

import io.levee.change.Structures;
import io.levee.knowledge.Conditions;
import io.levee.knowledge.ExampleChange;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Rule;
import java.util.ArrayList;
import java.util.List;

/// Whether the guardrails of a revision can be asked, and find in their examples what they
/// should and nothing else.
public final class GuardrailCheck implements OrganisationCheck {
    private final Conditions conditions;
    private final Structures structures;

    public GuardrailCheck(Conditions conditions, Structures structures) {
        this.conditions = conditions;
        this.structures = structures;
    }

    @Override
    public List<Problem> check(Organisation candidate, boolean partial) {
        return check(candidate.guardrails());
    }

    /// What is wrong with these.
    public List<Problem> check(List<Guardrail> guardrails) {
        List<Problem> problems = new ArrayList<>();
        for (Guardrail guardrail : guardrails) {
            switch (Rule.of(guardrail, conditions)) {
                case Rule.Compiled.Broken(var key, var what) ->
                    problems.add(Problem.error(
                            guardrail.file(),
                            guardrail.line(),
                            "`%s` of guardrail `%s` is wrong: %s".formatted(key, guardrail.id(), what),
                            "correct the expression; docs/guide/guardrails.md lists what it may speak of"));
                case Rule.Compiled.Ready(var rule) ->
                    guardrail.examples().forEach(example -> example(rule, example, problems));
            }
        }
        return problems;
    }

    private void example(Rule rule, Guardrail.Example example, List<Problem> problems) {
        Guardrail guardrail = rule.guardrail();
        switch (new ExampleChange(example).verdict(rule, structures)) {
            case RIGHT -> {}
            case WRONG ->
                problems.add(Problem.error(
                        guardrail.file(),
                        example.line(),
                        "guardrail `%s` %s"
                                .formatted(
                                        guardrail.id(),
                                        example.matches()
                                                ? "finds nothing in an example that it must match"
                                                : "finds something in an example that it must pass"),
                        "correct `when`, `applies-to` or the example"));
            case UNTOLD ->
                problems.add(Problem.error(
                        guardrail.file(),
                        example.line(),
                        "the condition of guardrail `%s` cannot be told for this example".formatted(guardrail.id()),
                        "ask for what may be absent with `at(…)`, `has(…)`, `text(…)` or `number(…)`"));
        }
    }
}
