package io.levee.identity;

/// The `jti` of one token; never the token itself.
public record TokenId(String value) {
    public TokenId {
        Names.check("token", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
