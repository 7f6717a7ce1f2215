package io.levee.console;

import java.time.Instant;

/// One visitor who logged in.
///
/// @param id     the cookie's value
/// @param person `person:ana`, to be shown only; what they may do, the API decides by the token
/// @param csrf   what every form of theirs must send back
record Session(String id, String token, String person, String csrf, Instant expiresAt) {
    @Override
    public String toString() {
        return "session of " + person; // never the token
    }
}
