/// Models that may only make a review stricter (I4). A model sees few, small facts that Levee
/// chose and cleaned, and answers with claims; nothing of an answer is believed that is not found
/// again.
///
/// Read [Briefing] (what a model sees), [Adviser] (the port to a model), [Advice] and [Claim]
/// (what comes back), [ClaimRules] (what of it is there), [io.levee.change.PlainWords] (what a model
/// may write), [Seat] and [Advisers] (whose model is asked), [Spend] (what that may cost).
@NullMarked
package io.levee.rooms.review.advice;

import org.jspecify.annotations.NullMarked;
