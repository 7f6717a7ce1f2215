package io.levee.knowledge.diagnosis;

/// A line of a log, or a part of a long one, found again in the file before it is shown.
///
/// @param file as it was named to the diagnosis
/// @param line from 1
/// @param text as it stands there, but with secrets as `[redacted: KIND]` and with what a terminal
///             would obey written out
public record Cited(String file, long line, String text) {}
