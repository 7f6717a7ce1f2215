package io.levee.rooms.review;

import io.levee.fault.Refusal;

/// Why a change was not reviewed, or a review not overridden.
public enum ReviewRefusal implements Refusal {
    REVIEW_BUSY("review-busy", "too many changes are being reviewed; try again in a moment"),
    REVIEW_UNKNOWN("review-unknown", "there is no such review; `levee reviews` lists them"),
    OUTCOME_NOT_PERMITTED(
            "outcome-not-permitted",
            "ask a person whom a policy lets administer Levee, and who did not make the change"),
    OVERRIDE_NOT_NEEDED("override-not-needed", "the review lets the change pass, or two people did already"),
    OVERRIDE_NOT_PERMITTED(
            "override-not-permitted", "ask a person whom a policy lets override each team that does not agree"),
    OVERRIDE_PROPOSAL_LAPSED(
            "override-proposal-lapsed",
            "whoever proposed may not override these teams any more; send the change for another review"),
    OVERRIDE_BY_CREATOR("override-by-creator", "whoever made the change cannot let it pass; two others can"),
    OVERRIDE_NEEDS_ANOTHER_PERSON(
            "override-needs-another-person", "a second person, not the one who proposed, must confirm");

    private final String code;
    private final String advice;

    ReviewRefusal(String code, String advice) {
        this.code = code;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String advice() {
        return advice;
    }
}
