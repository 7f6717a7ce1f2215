package io.levee.app.drill.outside;

import java.security.SecureRandom;
import java.util.HexFormat;

/// For the logins of one drill; forgotten with it.
final class Password {
    private static final int BYTES = 16;

    private Password() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
