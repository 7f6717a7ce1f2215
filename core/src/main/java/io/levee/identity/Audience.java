package io.levee.identity;

/// For which door a token is good.
public enum Audience {
    /// Calls through the gateway to the organisation's APIs.
    GATEWAY("levee-gateway"),
    /// Levee's own API: decisions, stops, ledger.
    API("levee-api"),
    /// The token endpoint only: a ticket that one named agent exchanges; no other door accepts it.
    EXCHANGE("levee-exchange");

    private final String claim;

    Audience(String claim) {
        this.claim = claim;
    }

    /// The value of the `aud` claim.
    public String claim() {
        return claim;
    }
}
