package io.levee.adapters.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.Map;

/// Public keys of others: agents and the issuer of people. The type of the key says which algorithms it may be used
/// with; the token has no say in that, so a public key never becomes an HMAC secret.
final class PublicKeys {
    /// A JWK in text; RSA of 4,096 bits needs about 800.
    static final int SIZE_MAX = 4 * 1024;

    private static final int RSA_BITS_MIN = 2048;
    private static final int RSA_BITS_MAX = 4096;

    private PublicKeys() {}

    /// A public key that can be enrolled: EC P-256, or RSA of 2,048 to 4,096 bits. Throws
    /// [IllegalArgumentException] that says what is wrong.
    static JWK parse(String text) {
        if (text.length() > SIZE_MAX) {
            throw new IllegalArgumentException("a key has at most %d characters".formatted(SIZE_MAX));
        }
        return parse(StrictJson.object(text));
    }

    static JWK parse(Map<String, Object> members) {
        JWK key;
        try {
            key = JWK.parse(members);
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a JSON web key (RFC 7517)", e);
        }
        if (key.isPrivate()) {
            throw new IllegalArgumentException("this is a private key: send the public part, and make a new pair");
        }
        boolean strong = switch (key) {
            case ECKey ec -> Curve.P_256.equals(ec.getCurve());
            case RSAKey rsa -> rsa.size() >= RSA_BITS_MIN && rsa.size() <= RSA_BITS_MAX;
            default -> false;
        };
        if (!strong) {
            throw new IllegalArgumentException(
                    "use an EC key on P-256, or RSA of %d to %d bits".formatted(RSA_BITS_MIN, RSA_BITS_MAX));
        }
        return key;
    }

    static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// False where the algorithm that the header names does not fit the key, or the signature does not match.
    static boolean signed(CompactJwt jwt, JWK key) {
        String named = jwt.headerText("alg").orElse("");
        try {
            return switch (key) {
                case ECKey ec -> named.equals("ES256") && jwt.signedBy(new ECDSAVerifier(ec), JWSAlgorithm.ES256);
                case RSAKey rsa -> {
                    JWSVerifier verifier = new RSASSAVerifier(rsa);
                    yield switch (named) {
                        case "RS256" -> jwt.signedBy(verifier, JWSAlgorithm.RS256);
                        case "PS256" -> jwt.signedBy(verifier, JWSAlgorithm.PS256);
                        default -> false;
                    };
                }
                default -> false;
            };
        } catch (JOSEException _) {
            return false;
        }
    }
}
