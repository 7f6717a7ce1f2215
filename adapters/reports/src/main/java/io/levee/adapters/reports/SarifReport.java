package io.levee.adapters.reports;

import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.adapters.reports.ReviewReport.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// SARIF 2.1.0 (OASIS). A finding's fingerprint is its rule, path and the text of its line, never
/// its number, so that it stays the same finding when lines move.
final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifReport() {}

    static String of(ReviewReport report) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver(report)));
        run.put("results", report.findings().stream().map(SarifReport::result).toList());
        run.put("columnKind", "utf16CodeUnits");
        run.put("invocations", List.of(invocation(report)));
        run.put("properties", Map.of("decision", report.decision(), "risk", report.risk(), "teams", report.teams()));
        Map<String, Object> sarif = new LinkedHashMap<>();
        sarif.put("$schema", SCHEMA);
        sarif.put("version", "2.1.0");
        sarif.put("runs", List.of(run));
        return Ascii.json(sarif) + "\n";
    }

    private static Map<String, Object> driver(ReviewReport report) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "levee");
        driver.put(
                "rules",
                report.findings().stream()
                        .map(Concern::rule)
                        .distinct()
                        .map(rule -> Map.of("id", rule))
                        .toList());
        return driver;
    }

    /// What was not reviewed is told as notifications of the run.
    private static Map<String, Object> invocation(ReviewReport report) {
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", true);
        invocation.put(
                "toolExecutionNotifications",
                report.notReviewed().stream()
                        .map(unseen -> Map.of(
                                "level",
                                "warning",
                                "message",
                                Map.of(
                                        "text",
                                        "not reviewed: %s %s"
                                                .formatted(Shown.plain(unseen.file()), Shown.plain(unseen.why())))))
                        .toList());
        return invocation;
    }

    private static Map<String, Object> result(Concern concern) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", concern.rule());
        result.put("level", level(concern.severity()));
        result.put("message", Map.of("text", Shown.plain(concern.message())));
        result.put("locations", List.of(Map.of("physicalLocation", location(concern))));
        result.put("partialFingerprints", Map.of("leveeRulePathText/v1", fingerprint(concern)));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("team", concern.team());
        properties.put("severity", concern.severity());
        properties.put("evidence", concern.evidence());
        result.put("properties", properties);
        return result;
    }

    private static String level(String severity) {
        return switch (severity) {
            case "critical", "high" -> "error";
            case "medium" -> "warning";
            default -> "note";
        };
    }

    private static Map<String, Object> location(Concern concern) {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("artifactLocation", Map.of("uri", uri(concern.file()), "uriBaseId", "%SRCROOT%"));
        if (concern.line() > 0) {
            location.put("region", Map.of("startLine", concern.line()));
        }
        return location;
    }

    /// A relative reference; what no address may hold is escaped.
    private static String uri(String path) {
        try {
            String whole = new URI(null, null, "/" + path, null).toASCIIString();
            return whole.substring(1);
        } catch (URISyntaxException _) {
            return HexFormat.of().formatHex(path.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String fingerprint(Concern concern) {
        List<String> parts = new ArrayList<>(List.of(concern.rule(), concern.file()));
        concern.evidence().stream()
                .filter(it -> it.kind().equals("diff"))
                .map(Quoted::quote)
                .map(String::strip)
                .forEach(parts::add);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = digest.digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
