package io.levee.adapters.rest;

/// A name in which `*` stands for anything, also for nothing. There is no way to write a literal `*`.
public record NamePattern(String text) {
    private static final String ANYTHING = "*";

    public NamePattern {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a pattern of names must not be blank");
        }
    }

    /// In time linear in the name for each `*`, whatever either holds.
    public boolean matches(String name) {
        String[] parts = text.split("\\*", -1);
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return name.equals(text);
        }
        if (!name.startsWith(parts[0])) {
            return false;
        }
        int from = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], from);
            if (found < 0) {
                return false;
            }
            from = found + parts[i].length();
        }
        return name.length() - last.length() >= from && name.endsWith(last);
    }

    public boolean isExact() {
        return !text.contains(ANYTHING);
    }

    @Override
    public String toString() {
        return text;
    }
}
