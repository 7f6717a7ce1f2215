package io.levee.adapters.cedar.language;

/// Names one of Cedar's entities, as in `Team::"kafka"`. Cedar's own class asks the native library for its written
/// form; this one is cheap to compare.
public record Uid(String type, String id) {
    boolean isAction() {
        return type.equals("Action") || type.endsWith("::Action");
    }

    @Override
    public String toString() {
        return type + "::\"" + id + "\"";
    }
}
