package io.levee.consent.approval;

import io.levee.fault.Refusal;

/// Why a held call does not go on, and why an answer to it is not taken; with the HTTP status that
/// says so.
public enum ApprovalRefusal implements Refusal {
    APPROVAL_REQUIRED(
            "approval-required",
            409,
            "a person must approve this very call; `about` names the approval: repeat the call unchanged until it goes on"),
    APPROVAL_REFUSED("approval-refused", 403, "a person said no to this very call; do not ask again"),
    APPROVAL_USED("approval-used", 409, "this approval was used up by another call; each is for one"),
    APPROVAL_WITHDRAWN(
            "approval-withdrawn",
            403,
            "whoever approved this may not approve it any more; wait for it to expire, ask anew"),
    APPROVALS_TOO_MANY("approvals-too-many", 429, "too many calls wait for people; wait until some are answered"),
    TOO_LARGE_TO_APPROVE(
            "too-large-to-approve", 413, "a call that a person must read has at most 64 KiB; send less at once"),
    NOT_APPROVABLE(
            "not-approvable",
            422,
            "this can be read in two ways or not at all, so nobody can approve it; `about` says why"),
    APPROVAL_NOT_HERE(
            "approval-not-here",
            403,
            "a person must approve this, and this door cannot show it to them; use the gateway"),

    APPROVAL_UNKNOWN("approval-unknown", 404, "there is none of this id that you may give: it may have expired"),
    APPROVAL_NEEDS_PERSON("approval-needs-person", 403, "agents approve nothing; a person does so in person"),
    APPROVAL_OVER("approval-over", 409, "it was answered already; `levee approvals` lists what waits"),
    APPROVAL_CHANGED("approval-changed", 409, "this is not what you looked at; look again before you answer");

    /// After which whoever waits for a person is told to ask again: people take longer.
    public static final int RETRY_SECONDS = 5;

    private final String code;
    private final int status;
    private final String advice;

    ApprovalRefusal(String code, int status, String advice) {
        this.code = code;
        this.status = status;
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

    public int status() {
        return status;
    }
}
