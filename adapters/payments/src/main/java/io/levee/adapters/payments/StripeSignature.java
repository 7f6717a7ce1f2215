package io.levee.adapters.payments;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the header `Stripe-Signature` claims: a time, and HMAC-SHA256 over time, dot and body for
/// each secret that is valid now. Other schemes than `v1` are not read.
///
/// [Verify manually](https://docs.stripe.com/webhooks#verify-manually).
record StripeSignature(Instant time, List<String> signatures) {
    static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int HEADER_LENGTH_MAX = 4_096;

    StripeSignature {
        signatures = List.copyOf(signatures);
    }

    /// Empty where it is none.
    static Optional<StripeSignature> parse(String header) {
        if (header.length() > HEADER_LENGTH_MAX) {
            return Optional.empty();
        }
        Optional<Instant> time = Optional.empty();
        List<String> signatures = new ArrayList<>();
        for (String pair : header.split(",", -1)) {
            String value = pair.substring(pair.indexOf('=') + 1).strip();
            switch (pair.substring(0, Math.max(0, pair.indexOf('='))).strip()) {
                case "t" -> {
                    if (time.isPresent() || !value.matches("[0-9]{1,12}")) {
                        return Optional.empty();
                    }
                    time = Optional.of(Instant.ofEpochSecond(Long.parseLong(value)));
                }
                case "v1" -> signatures.add(value);
                default -> {}
            }
        }
        return time.filter(_ -> !signatures.isEmpty()).map(at -> new StripeSignature(at, signatures));
    }

    boolean timely(Instant now) {
        return Duration.between(time, now).abs().compareTo(TOLERANCE) <= 0;
    }

    /// Takes as long for every wrong signature.
    boolean of(byte[] body, String secret) {
        byte[] expected = HexFormat.of().formatHex(hmac(body, secret)).getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String signature : signatures) {
            found |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private byte[] hmac(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update("%d.".formatted(time.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
