package io.levee.ledger.proof;

import java.util.regex.Pattern;

/// Names of keys and logs in notes. Narrower than C2SP, which also takes other scripts: everything here can
/// be put into a JSON string as it is.
final class KeyNames {
    static final int LENGTH_MAX = 255;
    private static final Pattern VALID = Pattern.compile("[\\x21-\\x7e&&[^+\"\\\\]]{1," + LENGTH_MAX + "}");

    private KeyNames() {}

    static String check(String name) {
        if (!VALID.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` cannot name a key: use 1 to %d printable ASCII characters but `+`, `\"`, `\\`"
                            .formatted(name.substring(0, Math.min(name.length(), LENGTH_MAX)), LENGTH_MAX));
        }
        return name;
    }
}
