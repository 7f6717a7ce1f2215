package io.levee.verifier;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a verification says.
///
/// @param logs     those that were found whole, in the order of the export
/// @param findings the first [#FINDINGS_MAX]
/// @param more     findings beyond these
public record Report(List<LogReport> logs, List<Finding> findings, long more) {
    /// Findings in one report; a damaged export can have one for each line.
    public static final int FINDINGS_MAX = 100;

    public Report {
        logs = List.copyOf(logs);
        findings = List.copyOf(findings);
    }

    /// One log that matches its signed checkpoint.
    ///
    /// @param root in base64
    /// @param kept checkpoints that somebody kept and that the log agrees with
    public record LogReport(String origin, long size, String root, int kept) {}

    public boolean ok() {
        return findings.isEmpty();
    }

    /// For people.
    public String toText() {
        StringBuilder text = new StringBuilder();
        for (LogReport log : logs) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %,d %s, root %s, %d kept %s%n",
                    log.origin,
                    log.size,
                    log.size == 1 ? "entry" : "entries",
                    log.root,
                    log.kept,
                    log.kept == 1 ? "checkpoint agrees" : "checkpoints agree"));
        }
        findings.forEach(finding -> text.append(finding).append(System.lineSeparator()));
        if (more > 0) {
            text.append(String.format(Locale.ROOT, "and %,d more%n", more));
        }
        return text.append(ok() ? "verified" : "NOT VERIFIED")
                .append(System.lineSeparator())
                .toString();
    }

    /// For scripts:
    /// `{"ok","logs":[{"origin","size","root","kept"}],"findings":[{"kind","origin","line","detail"}],
    /// "more"}`.
    public String toJson() {
        String logsJson = logs.stream()
                .map(log -> "{\"origin\":%s,\"size\":%d,\"root\":%s,\"kept\":%d}"
                        .formatted(quoted(log.origin), log.size, quoted(log.root), log.kept))
                .collect(Collectors.joining(",", "[", "]"));
        String findingsJson = findings.stream()
                .map(finding -> "{\"kind\":%s,\"origin\":%s,\"line\":%d,\"detail\":%s}"
                        .formatted(
                                quoted(finding.kind().word()),
                                quoted(finding.origin()),
                                finding.line(),
                                quoted(finding.detail())))
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"ok\":%b,\"logs\":%s,\"findings\":%s,\"more\":%d}".formatted(ok(), logsJson, findingsJson, more);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
