package io.levee.adapters.oauth;

import java.util.Base64;
import java.util.random.RandomGenerator;

/// Names nobody can guess and nothing else has.
final class Ids {
    private static final int BYTES = 16;

    private Ids() {}

    /// `t-…`, `s-…`: the letter says what it names, so that a person reading a log can tell.
    static String of(String letter, RandomGenerator random) {
        return letter + "-" + random(random, BYTES);
    }

    static String random(RandomGenerator random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
