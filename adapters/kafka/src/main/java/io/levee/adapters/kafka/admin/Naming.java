package io.levee.adapters.kafka.admin;

import java.util.regex.Pattern;

/// Which names stand for one thing. Kafka's wildcard and its word for a default are none.
final class Naming {
    /// Kafka's own limit for topics.
    static final int LENGTH_MAX = 249;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + LENGTH_MAX + "}");

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._@-]{1,255}");

    private Naming() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }

    static boolean isUser(String text) {
        return USER.matcher(text).matches();
    }

    /// In an answer: what a stranger sent, with an end.
    static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
