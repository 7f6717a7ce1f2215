package io.levee.rooms.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a request target once, left to right, and refuses whatever an upstream could read differently: the
/// gateway never repairs a path, because the repaired one would not be the one that was asked for.
/// Percent-encoding is the only thing that is normalised. Pure.
final class PathRules {
    static final int TARGET_LENGTH_MAX = 4_096;
    static final int SEGMENTS_MAX = 64;
    static final int SHOWN_MAX = 256;

    private static final String UNESCAPED = "-._~!$&'()*+,=:@";
    private static final String HEX = "0123456789ABCDEF";
    /// What a lookalike could turn into when an upstream folds Unicode (NFKC) before it routes.
    private static final String MEANINGFUL = "/\\.%;?#";

    private final String target;
    private final List<String> segments = new ArrayList<>(8);
    private final StringBuilder text = new StringBuilder();
    private byte[] segment = new byte[64];
    private int length;
    private boolean plain = true;

    private PathRules(String target) {
        this.target = target;
    }

    static NormalPath normalise(String target) {
        if (target.length() > TARGET_LENGTH_MAX) {
            return refused(target, GatewayRefusal.TARGET_TOO_LONG);
        }
        if (target.isEmpty() || target.charAt(0) != '/') {
            return refused(target, GatewayRefusal.TARGET_FORM);
        }
        return new PathRules(target).read();
    }

    private NormalPath read() {
        int question = target.indexOf('?');
        int end = question < 0 ? target.length() : question;
        for (int i = 1; i < end; i++) {
            char c = target.charAt(i);
            Optional<GatewayRefusal> refusal;
            if (c == '/') {
                refusal = endOfSegment(false);
            } else if (c == '%') {
                refusal = escaped(i, end);
                i += 2;
            } else {
                refusal = literal(c);
            }
            if (refusal.isPresent()) {
                return refused(target, refusal.get());
            }
        }
        Optional<GatewayRefusal> last = endOfSegment(true);
        if (last.isPresent()) {
            return refused(target, last.get());
        }
        String query = question < 0 ? "" : target.substring(question + 1);
        return queryIsPlain(query)
                ? new NormalPath.Normal(segments, text.toString(), query)
                : refused(target, GatewayRefusal.QUERY_MALFORMED);
    }

    private Optional<GatewayRefusal> literal(char c) {
        if (c == ';') {
            return Optional.of(GatewayRefusal.PATH_PARAMETERS);
        }
        if (c == '\\') {
            return Optional.of(GatewayRefusal.PATH_BACKSLASH);
        }
        if (c < 0x20 || c == 0x7f) {
            return Optional.of(GatewayRefusal.PATH_CONTROL);
        }
        if (!isPlain(c)) {
            return Optional.of(GatewayRefusal.PATH_CHARACTER);
        }
        append((byte) c);
        return Optional.empty();
    }

    private Optional<GatewayRefusal> escaped(int at, int end) {
        int high = at + 2 < end ? hex(target.charAt(at + 1)) : -1;
        int low = at + 2 < end ? hex(target.charAt(at + 2)) : -1;
        if (high < 0 || low < 0) {
            return Optional.of(GatewayRefusal.PATH_ENCODING);
        }
        int octet = high << 4 | low;
        if (octet == '/') {
            return Optional.of(GatewayRefusal.PATH_ENCODED_SLASH);
        }
        if (octet == '\\') {
            return Optional.of(GatewayRefusal.PATH_BACKSLASH);
        }
        if (octet < 0x20 || octet == 0x7f) {
            return Optional.of(GatewayRefusal.PATH_CONTROL);
        }
        plain &= octet < 0x80 && isPlain((char) octet);
        append((byte) octet);
        return Optional.empty();
    }

    private Optional<GatewayRefusal> endOfSegment(boolean last) {
        if (length == 0 && !last) {
            return Optional.of(GatewayRefusal.PATH_EMPTY_SEGMENT);
        }
        if (segments.size() == SEGMENTS_MAX) {
            return Optional.of(GatewayRefusal.TARGET_TOO_LONG);
        }
        String decoded;
        try {
            decoded = plain ? ascii() : utf8();
        } catch (CharacterCodingException e) {
            return Optional.of(GatewayRefusal.PATH_NOT_UTF8);
        }
        Optional<GatewayRefusal> refusal = judge(decoded);
        if (refusal.isPresent()) {
            return refusal;
        }
        segments.add(decoded);
        text.append('/');
        encode();
        length = 0;
        plain = true;
        return Optional.empty();
    }

    private Optional<GatewayRefusal> judge(String decoded) {
        int parameters = decoded.indexOf(';');
        String name = parameters < 0 ? decoded : decoded.substring(0, parameters);
        if (name.equals(".") || name.equals("..")) {
            return Optional.of(GatewayRefusal.PATH_DOT_SEGMENT);
        }
        // Some file systems and servers drop trailing dots and spaces: `export.` would be `export`.
        if (name.endsWith(".") || name.endsWith(" ")) {
            return Optional.of(GatewayRefusal.PATH_TRAILING_DOT);
        }
        if (plain) {
            return Optional.empty();
        }
        if (holdsEscape(decoded)) {
            return Optional.of(GatewayRefusal.PATH_DOUBLE_ENCODED);
        }
        return lookalike(decoded);
    }

    private static boolean holdsEscape(String decoded) {
        for (int i = decoded.indexOf('%'); i >= 0 && i + 2 < decoded.length(); i = decoded.indexOf('%', i + 1)) {
            char next = decoded.charAt(i + 1);
            boolean hex = Character.digit(next, 16) >= 0 && Character.digit(decoded.charAt(i + 2), 16) >= 0;
            if (hex || next == 'u' || next == 'U') {
                return true;
            }
        }
        return false;
    }

    private static Optional<GatewayRefusal> lookalike(String decoded) {
        boolean ascii = true;
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR) {
                return Optional.of(GatewayRefusal.PATH_CONTROL);
            }
            ascii &= c < 0x80;
        }
        if (ascii) {
            return Optional.empty();
        }
        String folded = Normalizer.normalize(decoded, Normalizer.Form.NFKC);
        for (int i = 0; i < MEANINGFUL.length(); i++) {
            char c = MEANINGFUL.charAt(i);
            if (folded.indexOf(c) >= 0 && decoded.indexOf(c) < 0) {
                return Optional.of(GatewayRefusal.PATH_LOOKALIKE);
            }
        }
        return Optional.empty();
    }

    private void append(byte octet) {
        if (length == segment.length) {
            segment = Arrays.copyOf(segment, length * 2);
        }
        segment[length++] = octet;
    }

    private String ascii() {
        return new String(segment, 0, length, StandardCharsets.ISO_8859_1);
    }

    private String utf8() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(segment, 0, length))
                .toString();
    }

    private void encode() {
        for (int i = 0; i < length; i++) {
            char c = (char) (segment[i] & 0xff);
            if (c < 0x80 && isPlain(c)) {
                text.append(c);
            } else {
                text.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
    }

    private static boolean isPlain(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || UNESCAPED.indexOf(c) >= 0;
    }

    /// Nothing in a query decides, so it travels as it is, as long as it is a query: RFC 3986, and the brackets
    /// that everybody sends.
    private static boolean queryIsPlain(String query) {
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '%') {
                if (i + 2 > query.length() - 1 || hex(query.charAt(i + 1)) < 0 || hex(query.charAt(i + 2)) < 0) {
                    return false;
                }
                i += 2;
            } else if (!isPlain(c) && "/?;[]".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /// The value of an ASCII digit; other scripts have digits too, and some servers read them.
    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static NormalPath.Refused refused(String target, GatewayRefusal refusal) {
        return new NormalPath.Refused(refusal, shown(target));
    }

    /// Without the query, which may hold what must not be recorded.
    static String shown(String target) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < target.length() && shown.length() < SHOWN_MAX; i++) {
            char c = target.charAt(i);
            if (c == '?') {
                break;
            }
            shown.append(c > 0x20 && c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return shown.substring(0, Math.min(shown.length(), SHOWN_MAX));
    }
}
