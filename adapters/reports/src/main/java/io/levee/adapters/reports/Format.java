package io.levee.adapters.reports;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Ways to write a review.
public enum Format {
    TEXT,
    JSON,
    MARKDOWN,
    SARIF,
    JUNIT;

    public String write(ReviewReport report) {
        return switch (this) {
            case TEXT -> TextReport.of(report);
            case JSON -> Ascii.json(report) + "\n";
            case MARKDOWN -> MarkdownReport.of(report);
            case SARIF -> SarifReport.of(report);
            case JUNIT -> JUnitReport.of(report);
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Format of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`%s` is no format: write one of %s"
                        .formatted(
                                word, Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", ")))));
    }
}
