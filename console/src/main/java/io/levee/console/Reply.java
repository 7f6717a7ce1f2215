package io.levee.console;

import tools.jackson.databind.JsonNode;

/// What the API answered.
sealed interface Reply {
    record Answered(JsonNode json) implements Reply {}

    /// @param title what to do about it
    record Refused(int status, String code, String title, String detail) implements Reply {}

    /// Nobody answered; no statement about whether anything happened.
    record Unreachable() implements Reply {}
}
