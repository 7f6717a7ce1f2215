package io.levee.rooms.review.advice;

import java.util.List;

/// What a model answered.
public sealed interface Advice {
    Used used();

    /// @param claims    as the model wrote them; nothing of them is checked
    /// @param malformed parts of the answer that were no claim
    record Said(List<Claim> claims, int malformed, Used used) implements Advice {
        public Said {
            claims = List.copyOf(claims);
        }
    }

    /// There is no answer.
    ///
    /// @param why in a few words, none of them the model's
    record Silent(String why, Used used) implements Advice {}

    /// Somebody between did not let it be asked.
    record Withheld(Why why) implements Advice {
        @Override
        public Used used() {
            return new Used(true, 0, 0);
        }
    }

    enum Why {
        STOPPED,
        OVER_BUDGET,
        /// By a policy, or by its passport.
        NOT_PERMITTED
    }

    /// Tokens, as the provider counts them.
    ///
    /// @param known whether it said so; if not, both are 0
    record Used(boolean known, long input, long output) {
        public static final Used UNKNOWN = new Used(false, 0, 0);
    }
}
