package io.levee.adapters.cedar;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.DetailedError;
import com.cedarpolicy.model.ValidationRequest;
import com.cedarpolicy.model.ValidationResponse;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks Cedar what it thinks of policies, and tells it as [Problem]s.
final class Validation {
    private static final String GUIDE = "see docs/guide/policies.md for what policies may speak of";
    private static final int EXPECTED_MAX = 160;

    private Validation() {}

    /// What Cedar says of one policy, where in its text; the file's line is added when it is shown, because a policy
    /// moves when the one above it grows.
    record Finding(Problem.Severity severity, int byteOffset, String what, String fix) {
        boolean isConsequence() {
            return what.startsWith("unable to find an applicable action");
        }

        Problem in(Statement statement) {
            return new Problem(statement.file(), statement.lineAt(byteOffset), severity, what, fix);
        }
    }

    /// Strict validation. A policy without findings is not in the answer.
    static Map<ReadPolicy, List<Finding>> against(String schema, Collection<ReadPolicy> policies) {
        Map<String, ReadPolicy> byRef =
                policies.stream().collect(Collectors.toMap(ReadPolicy::ref, policy -> policy, (first, _) -> first));
        Map<ReadPolicy, List<Finding>> findings = new HashMap<>();
        Set<Policy> cedar = byRef.values().stream().map(ReadPolicy::cedar).collect(Collectors.toSet());
        ValidationResponse response = ask(schema, cedar);
        if (response.success.isEmpty()) {
            throw new IllegalStateException("cedar refuses the generated schema: " + response.errors);
        }
        for (ValidationResponse.ValidationError error : response.success.get().validationErrors) {
            add(findings, byRef, error, Problem.Severity.ERROR);
        }
        findings.values().forEach(Validation::dropConsequences);
        for (ValidationResponse.ValidationError warning : response.success.get().validationWarnings) {
            // an error in a policy usually makes it impossible too; one sentence is enough
            ReadPolicy policy = byRef.get(warning.getPolicyId());
            if (policy != null && !findings.containsKey(policy)) {
                add(findings, byRef, warning, Problem.Severity.WARNING);
            }
        }
        return findings;
    }

    /// Where and why a text is no policy. Cedar only tells where when it validates, so this asks a second time.
    static Problem parseProblem(Statement statement) {
        ValidationResponse response = ask("entity Nothing;", Set.of(new Policy(statement.text(), "policy")));
        Optional<DetailedError> error =
                response.errors.stream().flatMap(Collection::stream).findFirst();
        if (error.isEmpty()) {
            return Problem.error(statement.file(), statement.line(), "does not parse", GUIDE);
        }
        if (error.get().message.contains("template")) {
            return Problem.error(
                    statement.file(),
                    statement.line(),
                    "a policy with `?principal` or `?resource` is a template, and nothing fills it in",
                    "write the entity itself, or a role or team that holds all of them");
        }
        int start = error.get().sourceLocations.stream()
                .mapToInt(label -> label.start)
                .findFirst()
                .orElse(0);
        String expected = error.get().sourceLocations.stream()
                .flatMap(label -> label.label.stream())
                .findFirst()
                .orElse("");
        String what = "does not parse: " + error.get().message.replaceFirst("^failed to parse .* from string: ", "");
        String fix = error.get().help.filter(help -> !help.isBlank()).orElse(expected);
        return Problem.error(statement.file(), statement.lineAt(start), what, fix.isBlank() ? GUIDE : shortened(fix));
    }

    private static ValidationResponse ask(String schema, Set<Policy> policies) {
        try {
            return new BasicAuthorizationEngine()
                    .validate(new ValidationRequest(new Schema(schema), new PolicySet(policies)));
        } catch (AuthException e) {
            throw new IllegalStateException("cedar could not validate", e);
        }
    }

    private static void add(
            Map<ReadPolicy, List<Finding>> findings,
            Map<String, ReadPolicy> byRef,
            ValidationResponse.ValidationError error,
            Problem.Severity severity) {
        ReadPolicy policy = byRef.get(error.getPolicyId());
        if (policy == null) {
            throw new IllegalStateException(
                    "cedar speaks of a policy `%s` that it was not given".formatted(error.getPolicyId()));
        }
        DetailedError detail = error.getError();
        int offset = detail.sourceLocations.stream()
                .mapToInt(label -> label.start)
                .findFirst()
                .orElse(0);
        String what = detail.message.replace("for policy `" + policy.ref() + "`, ", "");
        String fix = detail.help.filter(help -> !help.isBlank()).orElse(GUIDE);
        findings.computeIfAbsent(policy, _ -> new ArrayList<>()).add(new Finding(severity, offset, what, fix));
    }

    /// An action or a type that does not exist also leaves no applicable action; the cause is enough.
    private static void dropConsequences(List<Finding> findings) {
        boolean causeIsTold = findings.stream().anyMatch(finding -> !finding.isConsequence());
        if (causeIsTold) {
            findings.removeIf(Finding::isConsequence);
        }
    }

    private static String shortened(String expected) {
        return expected.length() <= EXPECTED_MAX ? expected : expected.substring(0, EXPECTED_MAX) + "…";
    }
}
