package io.levee.steps;

/// The one way through the house, in order.
public enum Step {
    IDENTITY,
    TOUCHED,
    CONSENT,
    RULES,
    EFFECT,
    FACT,
    SCORE
}
