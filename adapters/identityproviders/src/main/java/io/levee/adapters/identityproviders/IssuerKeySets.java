package io.levee.adapters.identityproviders;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;

/// Public keys of an issuer, read from where it publishes them, kept for [#FRESH_FOR], read again
/// for a key that is not among them (rarely), and good for [#KEPT_FOR] where they cannot be read.
public final class IssuerKeySets {
    static final Duration FRESH_FOR = Duration.ofMinutes(5);
    static final Duration KEPT_FOR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private IssuerKeySets() {}

    /// @param url https, or http on this machine
    public static JWKSource<SecurityContext> at(String url) {
        Rest.check(url);
        ResourceRetriever bounded = _ -> {
            try {
                Answer answer = Rest.at(url, PATIENCE).ask(Ask.get("")).orThrow();
                return new Resource(answer.body(), "application/json");
            } catch (IllegalStateException e) {
                throw new IOException(e);
            }
        };
        try {
            return JWKSourceBuilder.create(URI.create(url).toURL(), bounded)
                    .cache(FRESH_FOR.toMillis(), PATIENCE.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(true)
                    .outageTolerant(KEPT_FOR.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no address: write `https://HOST/PATH`", e);
        }
    }
}
