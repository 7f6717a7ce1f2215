package io.levee.adapters.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Makes JWTs of any header and payload, under any key, as text: also those that no library would make.
final class Forge {
    private Forge() {}

    static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    static List<String> parts(String jwt) {
        return Pattern.compile("[.]").splitAsStream(jwt).toList();
    }

    static String header(String jwt) {
        return text(parts(jwt).get(0));
    }

    static String payload(String jwt) {
        return text(parts(jwt).get(1));
    }

    static String sign(String header, String payload, JWSSigner signer, JWSAlgorithm algorithm) {
        String input = part(header) + "." + part(payload);
        try {
            Base64URL signature = signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + signature;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The worst case: somebody who has our own key, or a bug in the issuer.
    static String signedByUs(TestServer server, String header, String payload) {
        KeyRing.Signing key = server.keys.signing();
        return sign(header.replace("KID", key.keyId()), payload, key.signer(), TokenIssuer.ALGORITHM);
    }
}
