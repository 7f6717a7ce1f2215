package io.levee.knowledge.diagnosis;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What may be done about a failure: one action of a closed list, which whoever runs jobs knows
/// how to do and to undo.
///
/// @param args       of the action, filled in from the log in a [Diagnosis]; a text of the log
///                   that is no more than data
/// @param rung       the least trust with which Levee may do it by itself
/// @param reversible whether it can be taken back
/// @param undo       how, in words; empty where nothing is to be undone
/// @param command    what a person would type; may be empty, and may hold `{job}`
public record Remedy(
        Action action, Map<String, String> args, Rung rung, boolean reversible, String undo, String command) {
    public Remedy {
        args = Collections.unmodifiableMap(new TreeMap<>(args));
    }

    /// All that Levee can do about a failed job, or ask somebody to do.
    public enum Action {
        SET_CONF,
        RAISE_MEMORY,
        RERUN,
        RESTORE_CHECKPOINT,
        DEAD_LETTER,
        REPARTITION,
        EDIT_CODE,
        FREE_DISK,
        ASK_PERMISSION,
        ASK_PLATFORM,
        RENEW_CREDENTIAL,
        CHANGE_PORT,
        WAIT;

        /// As it is written in a skill: `raise-memory`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Action of(String word) {
            return Arrays.stream(values())
                    .filter(action -> action.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("`action: %s` is not known: write one of %s"
                            .formatted(
                                    word,
                                    Arrays.stream(values()).map(Action::word).collect(Collectors.joining(", ")))));
        }
    }

    /// The same, of one log.
    public Remedy with(Map<String, String> filled, String typed) {
        return new Remedy(action, filled, rung, reversible, undo, typed);
    }
}
