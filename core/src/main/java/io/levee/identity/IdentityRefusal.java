package io.levee.identity;

import io.levee.fault.Refusal;

/// Why a credential was not accepted.
public enum IdentityRefusal implements Refusal {
    CREDENTIAL_MISSING("credential-missing", "send a token: `levee token --agent A --for P`"),
    TOKEN_TOO_LARGE("token-too-large", "a token of Levee is never larger than 8 KiB; send that one"),
    TOKEN_MALFORMED("token-malformed", "the bearer token is no JWT in compact form; ask for a new one"),
    TOKEN_ALGORITHM("token-algorithm", "only tokens signed by Levee's own keys are accepted"),
    TOKEN_KEY_UNKNOWN("token-key-unknown", "the signing key was retired or is not Levee's; ask for a new token"),
    TOKEN_SIGNATURE("token-signature", "the signature does not match; ask for a new token"),
    TOKEN_ISSUER("token-issuer", "the token was issued by somebody else"),
    TOKEN_AUDIENCE("token-audience", "ask for a token with the audience of this endpoint"),
    TOKEN_EXPIRED("token-expired", "ask for a new token"),
    TOKEN_NOT_YET_VALID("token-not-yet-valid", "check the clocks, or wait until the token is valid"),
    TOKEN_REVOKED("token-revoked", "the token was revoked; ask whoever revoked it before asking for a new one"),
    CHAIN_INVALID("chain-invalid", "a chain is one person and at most 4 different agents"),
    CHAIN_SPLICED("chain-spliced", "the subject and the actor token were not issued for each other"),
    PERSON_UNKNOWN("person-unknown", "the person is not, or no longer, in the organisation"),
    PERSON_INACTIVE("person-inactive", "the person is marked inactive in the organisation"),
    AGENT_UNKNOWN("agent-unknown", "the agent has no passport in the organisation"),
    AGENT_NOT_FOR_PERSON("agent-not-for-person", "the agent's passport does not let it act for this person"),
    AGENT_CREDENTIAL("agent-credential", "the agent's own credential was not accepted"),
    ASSERTION_REPLAYED("assertion-replayed", "a client assertion is good once; sign a new one with a new `jti`"),
    LOGIN_REFUSED("login-refused", "log in on this machine with `login: local`, or through the configured issuer"),
    SCOPE_STOPPED("scope-stopped", "a stop order covers this chain; two people can resume it");

    private final String code;
    private final String advice;

    IdentityRefusal(String code, String advice) {
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
