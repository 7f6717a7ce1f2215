package io.levee.adapters.contract;

import java.util.regex.Pattern;

/// Names that come from outside, for the record: shown where they look like names, and else not.
final class Names {
    static final int POINTER_MAX = 256;
    static final String HIDDEN = "*";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_-]{0,39}[0-9]{0,3}");

    private Names() {}

    static String shown(String name) {
        return NAME.matcher(name).matches() && Sensitive.in(name, null).isEmpty() ? name : HIDDEN;
    }
}
