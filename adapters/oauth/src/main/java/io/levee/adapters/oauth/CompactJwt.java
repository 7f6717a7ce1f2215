package io.levee.adapters.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// A JWS in compact form, taken apart but not believed. Only `alg`, `kid`, `typ` and `crit` of the header are ever
/// read: a key that the header brings or points to (`jwk`, `jku`, `x5c`, `x5u`) is not looked at.
record CompactJwt(Map<String, Object> header, Map<String, Object> claims, String signingInput, Base64URL signature) {
    /// Before anything is parsed. Levee's own tokens have at most 2 KiB.
    static final int SIZE_MAX = 8 * 1024;

    /// Throws [IllegalArgumentException] where it is none; the message never repeats the token.
    static CompactJwt parse(String compact) {
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
            throw new IllegalArgumentException("not three parts");
        }
        String signature = compact.substring(second + 1);
        bytes(signature);
        return new CompactJwt(
                StrictJson.object(utf8(compact.substring(0, first))),
                StrictJson.object(utf8(compact.substring(first + 1, second))),
                compact.substring(0, second),
                new Base64URL(signature));
    }

    Optional<String> headerText(String name) {
        return header.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /// A critical extension is one that we would have to understand, and we understand none.
    boolean hasCritical() {
        return header.containsKey("crit");
    }

    boolean signedBy(JWSVerifier verifier, JWSAlgorithm algorithm) {
        try {
            return verifier.verify(
                    new JWSHeader(algorithm), signingInput.getBytes(StandardCharsets.US_ASCII), signature);
        } catch (JOSEException _) {
            return false;
        }
    }

    private static String utf8(String part) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(part)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }

    /// One text for one value: what does not encode back to itself is refused.
    private static byte[] bytes(String part) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }
}
