package io.levee.identity;

/// One run of one agent on behalf of one person.
public record SessionId(String value) {
    public SessionId {
        Names.check("session", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
