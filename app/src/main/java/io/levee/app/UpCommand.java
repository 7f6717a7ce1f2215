package io.levee.app;

import io.levee.app.replica.Configuration;
import io.levee.app.replica.Levee;
import io.levee.cli.Exit;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `levee up`: one replica, until it is told to end.
@Command(
        name = "up",
        description = "Starts Levee for the organisation in a folder: gateway, API, console and database.",
        footer = {
            "",
            "Environment:  LEVEE_DATABASE_URL      a PostgreSQL of your own (15 or newer) instead of the embedded one",
            "              LEVEE_DATA              where keys and the embedded database are (default: .levee)",
            "              LEVEE_FORGE_SECRETS     folder with what opens each forge of levee.yaml, and signs its webhooks (default: in the data folder)",
            "              LEVEE_PROVIDER_KEYS     folder with the key of each provider of models (default: in the data folder)",
            "              LEVEE_STOPPER_SECRETS   folder with what opens each system of stoppers.yaml (default: in the data folder)",
            "              LEVEE_REVIEW_SECONDS    how long a review waits for models, 1 to 60 (default: 20)",
            "              LEVEE_PUBLIC_URL        where all replicas' APIs are reached together, and the issuer of their tokens",
            "              LEVEE_APPROVAL_WEBHOOK_URL, LEVEE_APPROVAL_WEBHOOK_SECRET_FILE",
            "                                      is told which calls wait for a person",
            "              LEVEE_MASTER_KEY_FILE   seals signing keys in the database; the same file on every replica",
            "",
            "Example:  levee up examples/acme --upstream warehouse=http://127.0.0.1:8099"
        })
final class UpCommand implements Callable<Integer> {
    private final Function<String, Optional<String>> environment;
    private final Path data;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Parameters(paramLabel = "ORG", description = "the organisation's folder")
    @SuppressWarnings("NullAway.Init")
    private Path organisation;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "listen here (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Option(names = "--gateway-port", defaultValue = "7400", description = "0 takes a free one (${DEFAULT-VALUE})")
    private int gatewayPort;

    @Option(names = "--api-port", defaultValue = "7401", description = "(${DEFAULT-VALUE})")
    private int apiPort;

    @Option(names = "--console-port", defaultValue = "7402", description = "(${DEFAULT-VALUE})")
    private int consolePort;

    @Option(names = "--control-port", defaultValue = "7403", description = "for signed orders (${DEFAULT-VALUE})")
    private int controlPort;

    @Option(names = "--replica", defaultValue = "main", description = "names this replica (${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String replica;

    @Option(
            names = "--upstream",
            paramLabel = "API=URL",
            description = "where an API is, instead of what its description says; may be repeated")
    private @Nullable Map<String, URI> upstreams;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CheckOptions checks;

    UpCommand(Function<String, Optional<String>> environment, Path data) {
        this.environment = environment;
        this.data = data;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.isDirectory(organisation)) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "`%s` is no folder: name the organisation's folder, such as examples/acme".formatted(organisation));
        }
        long start = System.nanoTime();
        Levee levee = Levee.start(configuration());
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            levee.close();
            told.countDown();
        }));
        Levee.Addresses at = levee.addresses();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "levee is up after %.1f s%n  gateway  %s%n  api      %s%n  console  %s   (levee console --as PERSON"
                        + " logs you in)%n  control  %s   (levee stop --offline)%n",
                (System.nanoTime() - start) / 1e9, at.gateway(), at.api(), at.console(), at.control());
        at.checks()
                .forEach(address -> out.printf(
                        "  checks   %s:%d   (for other proxies)%n",
                        address.getAddress().getHostAddress(), address.getPort()));
        out.println("Ctrl-C ends it.");
        out.flush();
        told.await();
        return Exit.DONE;
    }

    private Configuration configuration() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : Configuration.VARIABLES) {
            environment.apply(name).ifPresent(value -> variables.put(name, value));
        }
        return new Configuration(
                data,
                organisation,
                environment.apply("LEVEE_DATABASE_URL"),
                replica,
                address(),
                new Configuration.Ports(gatewayPort, apiPort, consolePort, controlPort),
                upstreams == null ? Map.of() : upstreams,
                variables,
                checks.settings());
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID, "`%s` is no address of this machine".formatted(host), e);
        }
    }
}
