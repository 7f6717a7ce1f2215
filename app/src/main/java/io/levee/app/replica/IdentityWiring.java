package io.levee.app.replica;

import io.levee.adapters.oauth.AuthorizationServer;
import io.levee.adapters.oauth.IssuerKeys;
import io.levee.adapters.oauth.LiveTokens;
import io.levee.adapters.oauth.LocalLogin;
import io.levee.adapters.oauth.MasterKey;
import io.levee.adapters.oauth.OidcPeople;
import io.levee.adapters.oauth.Pace;
import io.levee.adapters.oauth.PersonTokens;
import io.levee.adapters.oauth.Revocations;
import io.levee.adapters.oauth.Standing;
import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.consent.SessionLabels;
import io.levee.facts.Fact;
import io.levee.ledger.Ledger;
import io.levee.organisation.Organisation;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Who is it: the authorization server, and what it folds from the ledger.
record IdentityWiring(
        AuthorizationServer server,
        LiveTokens live,
        Standing standing,
        OpenStops stops,
        SessionLabels labels,
        Runs runs,
        LocalLogin localLogin)
        implements AutoCloseable {
    private static final int LOGINS_MAX = 50;
    private static final Duration LOGIN_EACH = Duration.ofMillis(20);

    /// What sessions carry is folded by the gateway, which acts on it.
    ///
    /// @param issuer where this authorization server is reached; the `iss` of its tokens
    static IdentityWiring build(
            Configuration configuration,
            String issuer,
            StorageWiring storage,
            Ledger ledger,
            OrganisationWiring organisation,
            InstantSource clock,
            SecureRandom random) {
        OpenStops stops = new OpenStops();
        Revocations revocations = new Revocations(clock);
        SessionLabels labels = new SessionLabels(clock);
        Runs runs = new Runs(organisation::organisation, labels::carriedBy);
        LiveTokens live = new LiveTokens(clock, runs);
        storage.ledger().follow(Set.of(Fact.Family.IDENTITY, Fact.Family.STOP), entry -> {
            stops.learned(entry);
            revocations.learned(entry);
            live.learned(entry);
        });
        AuthorizationServer server = AuthorizationServer.open(new AuthorizationServer.Ground(
                issuer,
                masterKey(configuration, random),
                storage.identity(),
                storage.identity(),
                storage.identity(),
                people(organisation.organisation(), clock),
                organisation::organisation,
                revocations,
                stops,
                runs,
                ledger,
                storage.ledger(),
                storage.ledger(),
                clock,
                random));
        LocalLogin localLogin = LocalLogin.open(
                configuration.dataFolder(),
                () -> organisation.organisation().settings(),
                List.of(configuration.host()),
                server.issuer(),
                new Pace(LOGINS_MAX, LOGIN_EACH, clock),
                clock,
                random);
        Standing standing = new Standing(organisation::organisation, revocations, stops, runs);
        return new IdentityWiring(server, live, standing, stops, labels, runs, localLogin);
    }

    /// Who names a file means that file: only the standard one is made where it is missing.
    private static MasterKey masterKey(Configuration configuration, SecureRandom random) {
        String named = configuration.environment().get("LEVEE_MASTER_KEY_FILE");
        return named == null
                ? MasterKey.openOrCreate(
                        configuration.dataFolder().resolve("keys").resolve("master.key"), random)
                : MasterKey.open(Path.of(named), random);
    }

    private static PersonTokens people(Organisation organisation, InstantSource clock) {
        return organisation
                .settings()
                .oidcIssuer()
                .<PersonTokens>map(
                        issuer -> new OidcPeople(issuer, IssuerKeys.at(URI.create(issuer.jwksUri()), clock), clock))
                .orElseGet(PersonTokens::none);
    }

    @Override
    public void close() {
        localLogin.close();
    }
}
