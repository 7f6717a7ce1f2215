package io.levee.consent;

import io.levee.fault.Refusal;

/// Why consent was withheld.
public enum ConsentRefusal implements Refusal {
    NO_POLICY_LOADED(
            "no-policy-loaded", "load an organisation with policies: `levee org check DIR` says what is wrong"),
    POLICY_ERROR("policy-error", "a policy failed while it was evaluated; `levee explain` names it"),
    POLICY_FORBIDS("policy-forbids", "a policy forbids this; `levee explain` names it and its owner"),
    NOT_PERMITTED("not-permitted", "no policy permits this; ask the owner of the asset"),
    HOLD_NOT_POSSIBLE(
            "hold-not-possible", "a policy holds what cannot be held: only reads and changes of assets can; mend it"),
    ASSET_UNKNOWN("asset-unknown", "the asset is not in the catalog; its owner adds it to the organisation"),
    ACTION_UNKNOWN(
            "action-unknown",
            "read and change are for assets; stop, resume, audit and administer for agents, people, teams and levee;"
                    + " override for teams and levee"),
    PERSON_UNKNOWN("person-unknown", "the person is not, or no longer, in the organisation"),
    PERSON_INACTIVE("person-inactive", "the person is marked inactive in the organisation"),
    AGENT_UNKNOWN("agent-unknown", "the agent has no passport in the organisation"),
    AGENT_NOT_FOR_PERSON("agent-not-for-person", "the agent's passport does not let it act for this person"),
    PASSPORT_DOES_NOT_COVER(
            "passport-does-not-cover", "the agent's passport does not name this asset; its owner can extend it");

    private final String code;
    private final String advice;

    ConsentRefusal(String code, String advice) {
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
