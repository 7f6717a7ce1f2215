package io.levee.adapters.diagnosis.log;

import java.util.BitSet;
import java.util.List;

/// What is looked for in every line.
///
/// @param automaton of all words
/// @param opening   by word: whether a line with it is looked at with what belongs to it
/// @param watched   by word: whether a line with it is handed on by itself
/// @param closing   by word: whether a line with it may be said by a program that ends
public record Words(Automaton automaton, BitSet opening, BitSet watched, BitSet closing) {
    /// What failures are told with, whatever program fails.
    public static final List<String> OF_FAILURES = List.of(
            "exception",
            "error",
            "fatal",
            "traceback (most",
            "caused by:",
            "critical",
            "severe",
            "panic",
            "failed",
            "failure",
            "killed",
            "exit code",
            "exitcode",
            "exit status",
            "exited with",
            "segmentation fault",
            "core dumped");
}
