package io.levee.rooms.review.advice;

/// One concern as a model wrote it: any text of any length, until [ClaimRules] found it again.
///
/// @param file     a path of the change
/// @param line     the number of a changed line
/// @param quote    what that line has
/// @param kind     of the knowledge: `guardrail`, `incident`, `runbook` or `skill`
/// @param id       of the knowledge
/// @param says     what that has, quoted
/// @param severity a word of [io.levee.knowledge.Severity]
/// @param message  what is wrong, in the model's words
public record Claim(
        String file, int line, String quote, String kind, String id, String says, String severity, String message) {
    /// Characters of a message.
    public static final int MESSAGE_MAX = 300;
    /// Characters of each quote.
    public static final int QUOTE_MAX = 400;
}
