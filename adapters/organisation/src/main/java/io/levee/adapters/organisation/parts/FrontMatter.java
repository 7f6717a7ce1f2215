package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Source;
import java.util.Optional;

/// The head of a page of Markdown, on the lines where it stands, so that a finding points into the file.
///
/// @param line where the body begins, from 1
record FrontMatter(Source head, int line, String body) {
    /// Empty where the page does not begin with one that ends.
    static Optional<FrontMatter> of(Source source) {
        String text = source.text();
        StringBuilder head = new StringBuilder("\n");
        int at = endOfLine(text, 0);
        boolean begins = text.substring(0, at).strip().equals("---");
        for (int line = 2; begins && at < text.length(); line++) {
            int end = endOfLine(text, at);
            if (text.substring(at, end).strip().equals("---")) {
                Source before = new Source(source.file(), head.toString());
                return Optional.of(new FrontMatter(before, line + 1, text.substring(end)));
            }
            head.append(text, at, end);
            at = end;
        }
        return Optional.empty();
    }

    /// Where the next line begins.
    private static int endOfLine(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline + 1;
    }
}
