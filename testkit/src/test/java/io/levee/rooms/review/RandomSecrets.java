package io.levee.rooms.review;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Things that look like secrets, and are none.
final class RandomSecrets {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private RandomSecrets() {}

    static String token(RandomGenerator random) {
        return "gh" + "p_" + letters(random, 36);
    }

    static String password(RandomGenerator random) {
        return "Zq7" + letters(random, 20) + "9x";
    }

    /// A private key in lines; each of them is a secret.
    static List<String> key(RandomGenerator random, List<String> secrets) {
        List<String> lines = new ArrayList<>();
        lines.add("-----BEGIN RSA " + "PRIVATE KEY-----");
        for (int i = 0; i < 3; i++) {
            String line = letters(random, i < 2 ? 64 : 30);
            secrets.add(line);
            lines.add(line);
        }
        lines.add("-----END RSA " + "PRIVATE KEY-----");
        return lines;
    }

    private static String letters(RandomGenerator random, int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
