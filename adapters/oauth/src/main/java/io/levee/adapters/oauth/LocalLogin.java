package io.levee.adapters.oauth;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.IdentityRefusal;
import io.levee.organisation.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Login for one machine without an issuer of people: whoever can read the secret file *is* trusted to say which person
/// they are. It is on only where `levee.yaml` says so and nobody but this machine can reach any
/// listener; otherwise there is no file, and every attempt is refused. The secret is new at each start
/// and gone after it.
public final class LocalLogin implements AutoCloseable {
    public static final String FILE = "local-login";
    /// Stands in the record where the machine's own user did something and said no name.
    public static final ActorId MACHINE_USER = ActorId.person("local-login");

    static final String METHOD = "local";
    private static final int SECRET_BYTES = 32;

    private final @Nullable Path file;
    private final String secret;
    private final Supplier<Settings> settings;
    private final TokenIssuer issuer;
    private final Pace attempts;
    private final InstantSource clock;

    private LocalLogin(
            @Nullable Path file,
            String secret,
            Supplier<Settings> settings,
            TokenIssuer issuer,
            Pace attempts,
            InstantSource clock) {
        this.file = file;
        this.secret = secret;
        this.settings = settings;
        this.issuer = issuer;
        this.attempts = attempts;
        this.clock = clock;
    }

    /// @param settings  asked again at each login, so that taking `login: local` away works at once
    /// @param listeners every address that this process listens on
    public static LocalLogin open(
            Path dataFolder,
            Supplier<Settings> settings,
            List<InetAddress> listeners,
            TokenIssuer issuer,
            Pace attempts,
            InstantSource clock,
            RandomGenerator random) {
        Path file = dataFolder.resolve(FILE);
        boolean reachable = listeners.isEmpty() || !listeners.stream().allMatch(InetAddress::isLoopbackAddress);
        try {
            Files.deleteIfExists(file);
            if (!settings.get().localLogin() || reachable) {
                return new LocalLogin(null, "", settings, issuer, attempts, clock);
            }
            String secret = Ids.random(random, SECRET_BYTES);
            PrivateFiles.create(file, secret + "\n");
            return new LocalLogin(file, secret, settings, issuer, attempts, clock);
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the file `%s` cannot be written: check the rights of its folder".formatted(file),
                    e);
        }
    }

    public boolean on() {
        return file != null && settings.get().localLogin();
    }

    /// @param authorization the header: `Local SECRET`
    public Minting login(String authorization, ActorId person, Optional<ActorId> forAgent) {
        if (!proves(authorization)) {
            return new Minting.Refused(new TokenCheck.Bad(
                    IdentityRefusal.LOGIN_REFUSED, on() ? "the secret is wrong" : "local login is off"));
        }
        return issuer.login(person, METHOD, forAgent, clock.instant().plus(Lifetimes.TOKEN_MAX));
    }

    /// Whether this is the machine's own user.
    public boolean proves(String authorization) {
        if (!attempts.allows()) {
            throw new LeveeException(ErrorCode.TOO_MANY_REQUESTS, "too many logins at once: wait a second");
        }
        return on() && Secrets.same("Local " + secret, authorization);
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException _) {
                // the secret in it is worthless from now on
            }
        }
    }
}
