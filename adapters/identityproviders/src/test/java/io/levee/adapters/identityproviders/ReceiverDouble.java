package io.levee.adapters.identityproviders;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/// A receiver of security events as RFC 8935 describes it, which also publishes its issuer's keys
/// at `/keys`.
final class ReceiverDouble extends HttpDouble {
    private final ECKey trusted;
    private final List<JWTClaimsSet> heard = new ArrayList<>();
    private String token = "";

    ReceiverDouble(ECKey trusted) {
        this.trusted = trusted;
    }

    synchronized List<JWTClaimsSet> heard() {
        return List.copyOf(heard);
    }

    synchronized void wants(String bearer) {
        token = bearer;
    }

    @Override
    protected synchronized HttpAnswer answer(HttpAsked request) {
        if (request.path().equals("/keys")) {
            return HttpAnswer.json(
                    200, "{\"keys\":[%s]}".formatted(trusted.toPublicJWK().toJSONString()));
        }
        if (!request.header("Content-Type").equals("application/secevent+jwt")) {
            return HttpAnswer.json(400, "{\"err\":\"invalid_request\",\"description\":\"no\"}");
        }
        if (!token.isEmpty() && !request.header("Authorization").equals("Bearer " + token)) {
            return HttpAnswer.json(400, "{\"err\":\"authentication_failed\",\"description\":\"no\"}");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(request.body());
            if (!jwt.verify(new ECDSAVerifier(trusted))) {
                return HttpAnswer.json(400, "{\"err\":\"invalid_key\",\"description\":\"no\"}");
            }
            heard.add(jwt.getJWTClaimsSet());
            return HttpAnswer.empty(202);
        } catch (ParseException | JOSEException e) {
            return HttpAnswer.json(400, "{\"err\":\"invalid_request\",\"description\":\"no\"}");
        }
    }
}
