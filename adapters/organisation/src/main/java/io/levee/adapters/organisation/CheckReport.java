package io.levee.adapters.organisation;

import io.levee.catalog.Api;
import io.levee.catalog.Catalog;
import io.levee.organisation.Organisation;
import io.levee.organisation.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The answer of `org check`.
///
/// @param revision empty where the folder is invalid
/// @param counts   what there is, by kind; empty where the folder is invalid
public record CheckReport(
        String folder,
        boolean ok,
        String revision,
        long errors,
        long warnings,
        Map<String, Integer> counts,
        List<Finding> problems) {
    private static final int REVISION_SHOWN = 12;

    public CheckReport {
        problems = List.copyOf(problems);
    }

    /// @param severity `error` or `warning`
    public record Finding(String file, int line, String severity, String what, String fix) {}

    static CheckReport of(String folder, Reading reading) {
        long errors = reading.problems().stream().filter(Problem::isError).count();
        long warnings = reading.problems().size() - errors;
        List<Finding> findings =
                reading.problems().stream().map(CheckReport::finding).toList();
        return switch (reading) {
            case Reading.Valid valid ->
                new CheckReport(
                        folder,
                        true,
                        valid.organisation().revision(),
                        errors,
                        warnings,
                        counts(valid.organisation()),
                        findings);
            case Reading.Invalid _ -> new CheckReport(folder, false, "", errors, warnings, Map.of(), findings);
        };
    }

    public int exit() {
        return ok ? OrgReport.DONE : OrgReport.BAD_INPUT;
    }

    /// One problem on two lines, `file:line: what` first, so that editors and terminals can jump there.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Finding it : problems) {
            String place = it.line() == 0 ? it.file() : it.file() + ":" + it.line();
            String mark = it.severity().equals("warning") ? " warning:" : "";
            text.append("%s:%s %s\n  %s\n".formatted(place, mark, it.what(), it.fix()));
        }
        if (!ok) {
            return text.append("%s is invalid: %s\n".formatted(folder, counted()))
                    .toString();
        }
        String found = counts.entrySet().stream()
                .map(count -> number(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
        return text.append("%s is valid%s: %s\nrevision %s\n"
                        .formatted(
                                folder,
                                warnings == 0 ? "" : ", with " + counted(),
                                found,
                                revision.substring(0, Math.min(REVISION_SHOWN, revision.length()))))
                .toString();
    }

    private String counted() {
        String wrong = errors == 0 ? "" : number(errors, "errors");
        String warned = warnings == 0 ? "" : number(warnings, "warnings");
        return wrong + (wrong.isEmpty() || warned.isEmpty() ? "" : ", ") + warned;
    }

    static String number(long count, String many) {
        if (count != 1) {
            return count + " " + many;
        }
        return "1 " + (many.equals("people") ? "person" : many.substring(0, many.length() - 1));
    }

    private static Finding finding(Problem problem) {
        return new Finding(
                problem.file(),
                problem.line(),
                problem.severity().name().toLowerCase(Locale.ROOT),
                problem.what(),
                problem.fix());
    }

    private static Map<String, Integer> counts(Organisation organisation) {
        Catalog catalog = organisation.catalog();
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("teams", catalog.teams().size());
        counts.put("people", organisation.people().size());
        counts.put("agents", organisation.passports().size());
        counts.put("assets", catalog.assets().size());
        counts.put("APIs", catalog.apis().size());
        counts.put(
                "operations",
                catalog.apis().stream()
                        .map(Api::operations)
                        .mapToInt(List::size)
                        .sum());
        counts.put("policy files", organisation.policies().size());
        return counts;
    }
}
