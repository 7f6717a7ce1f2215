package io.levee.adapters.reports;

/// Text of strangers, made fit to be shown: nothing in it moves a cursor, hides or turns around
/// what stands beside it.
public final class Shown {
    private Shown() {}

    /// Control and format characters, lone surrogates and what is private become `<U+202E>`; a tab
    /// stays.
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean hidden = (type == Character.CONTROL && point != '\t')
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.PRIVATE_USE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (hidden) {
                plain.append("<U+%04X>".formatted(point));
            } else {
                plain.appendCodePoint(point);
            }
        });
        return plain.toString();
    }

    /// As text of Markdown: no character of it has a meaning there, no mention calls anybody and
    /// no number points at an issue: forges look for these in what was rendered, so that escaping
    /// alone hides none, and a word joiner (U+2060) stands between.
    public static String markdown(String text) {
        StringBuilder escaped = new StringBuilder();
        plain(text).chars().forEach(point -> {
            char c = (char) point;
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '@' -> escaped.append("&#64;&#8288;");
                case '#', '!' -> escaped.append('\\').append(c).append("&#8288;");
                case '\\', '`', '*', '_', '{', '}', '[', ']', '(', ')', '|', '~' ->
                    escaped.append('\\').append(c);
                default -> escaped.append(c);
            }
        });
        return escaped.toString();
    }

    /// As code inside a line of Markdown, fenced by more backticks than it has in a row.
    public static String code(String text) {
        String plain = plain(text).replace("\n", " ").replace("|", "\\|");
        int longest = 0;
        int run = 0;
        for (int i = 0; i < plain.length(); i++) {
            run = plain.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        boolean touches = plain.startsWith("`") || plain.endsWith("`") || plain.isEmpty();
        return touches ? "%s %s %s".formatted(fence, plain, fence) : fence + plain + fence;
    }
}
