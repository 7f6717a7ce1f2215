package io.levee.adapters.cedar.language;

import java.math.BigInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An IP address or a range of them. `10.0.0.1/8` and `10.0.0.2/8` are not equal, though they hold the same addresses.
///
/// @param bits    32 or 128, for IPv4 and IPv6
/// @param address not negative and shorter than `bits`
/// @param prefix  from 0 to `bits`
public record IpRange(int bits, BigInteger address, int prefix) {
    static final int V4 = 32;
    static final int V6 = 128;

    private static final IpRange LOOPBACK_V4 = parse("127.0.0.0/8");
    private static final IpRange LOOPBACK_V6 = parse("::1");
    private static final IpRange MULTICAST_V4 = parse("224.0.0.0/4");
    private static final IpRange MULTICAST_V6 = parse("ff00::/8");

    /// @throws EvaluationFailed for anything but an address, or one with `/` and its prefix
    static IpRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int bits = address.indexOf(':') < 0 ? V4 : V6;
        BigInteger value = bits == V4 ? v4(address) : v6(address);
        return new IpRange(bits, value, slash < 0 ? bits : prefix(text.substring(slash + 1), bits));
    }

    boolean isIn(IpRange range) {
        return bits == range.bits
                && prefix >= range.prefix
                && address.shiftRight(bits - range.prefix).equals(range.address.shiftRight(bits - range.prefix));
    }

    boolean isLoopback() {
        return isIn(bits == V4 ? LOOPBACK_V4 : LOOPBACK_V6);
    }

    boolean isMulticast() {
        return isIn(bits == V4 ? MULTICAST_V4 : MULTICAST_V6);
    }

    private static int prefix(String text, int bits) {
        int prefix = text.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(text) : bits + 1;
        check(prefix <= bits);
        return prefix;
    }

    private static BigInteger v4(String text) {
        String[] parts = text.split("\\.", -1);
        check(parts.length == 4);
        BigInteger value = BigInteger.ZERO;
        for (String part : parts) {
            int octet = part.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(part) : 256;
            check(octet <= 255);
            value = value.shiftLeft(8).or(BigInteger.valueOf(octet));
        }
        return value;
    }

    private static BigInteger v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            String[] groups = text.split(":", -1);
            check(groups.length == 8);
            return groups(groups);
        }
        String[] head = gap == 0 ? new String[0] : text.substring(0, gap).split(":", -1);
        String after = text.substring(gap + 2);
        String[] tail = after.isEmpty() ? new String[0] : after.split(":", -1);
        check(head.length + tail.length <= 7);
        return groups(head).shiftLeft(16 * (8 - head.length)).or(groups(tail));
    }

    private static BigInteger groups(String[] groups) {
        BigInteger value = BigInteger.ZERO;
        for (String group : groups) {
            check(group.matches("[0-9a-fA-F]{1,4}"));
            value = value.shiftLeft(16).or(new BigInteger(group, 16));
        }
        return value;
    }

    private static void check(boolean well) {
        if (!well) {
            throw new EvaluationFailed("no IP address");
        }
    }

    @Override
    public String toString() {
        int width = bits == V4 ? 8 : 16;
        String text = IntStream.rangeClosed(1, bits / width)
                .map(part -> address.shiftRight(bits - part * width).intValue() & ((1 << width) - 1))
                .mapToObj(part -> bits == V4 ? Integer.toString(part) : Integer.toHexString(part))
                .collect(Collectors.joining(bits == V4 ? "." : ":"));
        return text + "/" + prefix;
    }
}
