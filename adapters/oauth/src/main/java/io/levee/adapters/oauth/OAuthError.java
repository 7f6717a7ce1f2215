package io.levee.adapters.oauth;

/// The `error` of an OAuth answer (RFC 6749 §5.2, RFC 8693 §2.2.2, RFC 7009 §2.2.1).
public enum OAuthError {
    INVALID_REQUEST("invalid_request", 400),
    INVALID_CLIENT("invalid_client", 401),
    INVALID_SCOPE("invalid_scope", 400),
    INVALID_TARGET("invalid_target", 400),
    UNAUTHORIZED_CLIENT("unauthorized_client", 403),
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503);

    private final String word;
    private final int status;

    OAuthError(String word, int status) {
        this.word = word;
        this.status = status;
    }

    public String word() {
        return word;
    }

    public int status() {
        return status;
    }
}
