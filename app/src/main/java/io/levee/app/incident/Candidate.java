package io.levee.app.incident;

import io.levee.knowledge.Guardrail;

/// A rule that may tell what caused an incident.
///
/// @param message    what is wrong, before what it caused is said
/// @param subject    what it is about, in the words of the file; empty where that is a whole
///   line or statement
/// @param file       where it was seen, without secrets
/// @param structural whether it speaks of what a file says, and not of how its lines read
record Candidate(
        Guardrail.AppliesTo appliesTo,
        Guardrail.Each each,
        String when,
        String message,
        String advice,
        String subject,
        FileChange file,
        boolean structural) {}
