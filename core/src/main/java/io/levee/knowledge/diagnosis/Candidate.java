package io.levee.knowledge.diagnosis;

import java.util.Map;

/// A signature whose conditions hold, and how what it matched stands in the log.
///
/// @param args        what the named groups of its expressions found
/// @param weight      of the heaviest event that it matched
/// @param place       in the chain of exceptions there
/// @param specificity how much its conditions ask for; a class alone asks for less than a class
///                    with a message
/// @param fits        whether the run was on its engine, or used what it is about
/// @param event       where it stands in the log, in the order of the events
/// @param wentOn      whether the program worked on afterwards, as far as its log tells
public record Candidate(
        Signature signature,
        Map<String, String> args,
        Weight weight,
        Place place,
        int specificity,
        boolean fits,
        long event,
        boolean wentOn) {
    public Candidate {
        args = Map.copyOf(args);
    }

    /// From least to most telling.
    public enum Weight {
        /// The run got over it.
        RECOVERED,
        /// In passing: data, quotes, debugging.
        SAID,
        WARNED,
        FAILED,
        /// It ended the run.
        ENDED
    }

    /// From most to least telling.
    public enum Place {
        /// What caused the others of a chain.
        ROOT,
        /// In no chain.
        BESIDE,
        /// Caused by another one of its chain.
        WRAPPER,
        /// Thrown while another one was handled.
        SUPPRESSED
    }
}
