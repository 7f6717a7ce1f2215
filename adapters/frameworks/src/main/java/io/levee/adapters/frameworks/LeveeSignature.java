package io.levee.adapters.frameworks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How a receiver knows that an interrupt is Levee's: `t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256
/// over the seconds, a dot and the body, with the shared secret.
final class LeveeSignature {
    static final String HEADER = "Levee-Signature";

    private LeveeSignature() {}

    static String of(String secret, Instant now, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = "%d.%s".formatted(now.getEpochSecond(), body);
            byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s".formatted(now.getEpochSecond(), HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
