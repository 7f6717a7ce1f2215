package io.levee.rooms.review;

import java.util.Locale;

/// What came of asking a team's model; whatever it is, what the team's rules found stands.
///
/// @param model   its name; empty where the team has none
/// @param found   claims that became findings
/// @param dropped parts of the answer that are not shown: their quotes are not there, they say
///                what another one says, or there are too many
public record Advised(Outcome outcome, String model, int found, int dropped) {
    public static final Advised NOT = new Advised(Outcome.NO_MODEL, "", 0, 0);

    public enum Outcome {
        NO_MODEL(""),
        ANSWERED("its model answered"),
        SILENT("its model did not answer"),
        LATE("its model did not answer in time"),
        OVER_BUDGET("its model was not asked: nothing is left of the budget"),
        SAME_FAMILY("its model was not asked: the change was written by one of the same family"),
        NOTHING_TO_SHOW("its model was not asked: there is no line that may be shown, or no knowledge to cite"),
        TOO_MANY_SECRETS("its model was not asked: the change has too many secrets to leave out"),
        STOPPED("its model was not asked: a stop covers its reviewer"),
        NOT_PERMITTED("its model was not asked: its reviewer may not ask it"),
        NOT_APART("its model was not asked: its reviewer is not somebody else"),
        BUSY("its model was not asked: too many changes are with models"),
        TOO_MANY_TEAMS("its model was not asked: too many teams have one");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Advised not(Outcome outcome, String model) {
        return new Advised(outcome, model, 0, 0);
    }

    /// For people; empty where the team has no model.
    public String words() {
        return dropped == 0 ? outcome.words : "%s, and %d of its claims were dropped".formatted(outcome.words, dropped);
    }
}
