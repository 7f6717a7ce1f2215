package io.levee.catalog;

/// How an API describes itself, and what happens to what differs from it.
///
/// @param json      the OpenAPI document as JSON text; references lead nowhere but into it
/// @param requests  what happens to a request that breaks it
/// @param responses what happens to an answer that breaks it
public record Description(String json, Enforcement requests, Enforcement responses) {
    /// What happens to what breaks the description.
    public enum Enforcement {
        /// It goes no further.
        REFUSE,
        /// It goes on, and is recorded.
        REPORT,
        /// Nobody looks.
        OFF
    }

    @Override
    public String toString() {
        return "description of %d characters, requests %s, responses %s".formatted(json.length(), requests, responses);
    }
}
