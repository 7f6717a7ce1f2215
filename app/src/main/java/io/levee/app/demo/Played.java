package io.levee.app.demo;

/// What a step of a scenario found out, before it is compared with what was expected.
///
/// @param actual in the words in which the expectation is written
public record Played(String actual, boolean ok, String fact) {
    /// @param expected a refusal's code, or an outcome
    public static Played compared(String expected, String actual, String fact) {
        return new Played(actual, actual.equals(expected), fact);
    }
}
