package io.levee.adapters.contract;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Kinds of personal data and secrets, by what they look like. Says which kinds are there, never what they are.
final class Sensitive {
    /// Text that is looked through in one value; what lies beyond is not.
    static final int TEXT_MAX = 256 * 1024;
    static final String EMAIL = "email";
    static final String CARD = "card-number";
    static final String IBAN = "iban";
    static final String PRIVATE_KEY = "private-key";
    static final String BEARER = "bearer-token";
    static final String CLOUD_KEY = "cloud-key";

    private record Kind(String name, Pattern pattern) {}

    // Whoever wrote the text may want this to take long, so each of these looks at no character more
    // than some dozens of times: repeats are bounded, or begin where a run of such characters does.
    private static final List<Kind> KINDS = List.of(
            new Kind(EMAIL, Pattern.compile("(?<=[A-Za-z0-9._%+-])@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}")),
            new Kind(CARD, Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])")),
            new Kind(IBAN, Pattern.compile("(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])")),
            new Kind(PRIVATE_KEY, Pattern.compile("-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY")),
            new Kind(
                    BEARER,
                    Pattern.compile("[Bb]earer [A-Za-z0-9._~+/-]{16,}"
                            + "|(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*?eyJ[A-Za-z0-9_-]{8})[A-Za-z0-9_-]++\\."
                            + "[A-Za-z0-9_-]{8,}+\\."
                            + "|gh[pousr]_[A-Za-z0-9]{30,}|xox[abprs]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9_-]{20,}")),
            new Kind(CLOUD_KEY, Pattern.compile("(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])")));

    private Sensitive() {}

    /// In a property: its name and everything below it.
    static Set<String> in(String name, @Nullable JsonNode value) {
        StringBuilder text = new StringBuilder();
        add(text, name);
        if (value != null) {
            gather(value, text);
        }
        return in(text);
    }

    static Set<String> in(CharSequence text) {
        Set<String> found = new TreeSet<>();
        for (Kind kind : KINDS) {
            Matcher matcher = kind.pattern().matcher(text);
            while (!found.contains(kind.name()) && matcher.find()) {
                if (isReally(kind.name(), matcher.group())) {
                    found.add(kind.name());
                }
            }
        }
        return found;
    }

    private static void gather(JsonNode node, StringBuilder text) {
        if (text.length() >= TEXT_MAX) {
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(property -> {
                add(text, property.getKey());
                gather(property.getValue(), text);
            });
        } else if (node.isArray()) {
            node.forEach(child -> gather(child, text));
        } else {
            add(text, node.asString(""));
        }
    }

    private static void add(StringBuilder text, String more) {
        int room = TEXT_MAX - text.length();
        text.append(more, 0, Math.max(0, Math.min(room, more.length()))).append('\n');
    }

    private static boolean isReally(String kind, String match) {
        return switch (kind) {
            case CARD -> luhn(match.replaceAll("[ -]", ""));
            case IBAN -> iban(match.replace(" ", ""));
            default -> true;
        };
    }

    /// ISO/IEC 7812.
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /// ISO 13616: moved and written as digits, 1 modulo 97.
    static boolean iban(String text) {
        StringBuilder digits = new StringBuilder();
        String moved = text.substring(4) + text.substring(0, 4);
        moved.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }
}
