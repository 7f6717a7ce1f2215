package io.levee.app;

import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.mcp.Offered;
import io.levee.adapters.organisation.OrgReport;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.catalog.Api;
import io.levee.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `levee tools`: what servers of MCP offer, held against what the organisation approved.
@Command(
        name = "tools",
        description = {
            "Shows what a server of MCP offers and what of it is approved, and writes approvals into the",
            "organisation's file, for a person to commit."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:  levee tools list tickets --org examples/acme",
            "          levee tools diff tickets",
            "          levee tools approve tickets search"
        })
final class ToolsCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            description = "Lists what the server offers, and how each stands.",
            footer = {"", "Example:  levee tools list tickets"})
    int list(
            @Parameters(paramLabel = "SERVER") String server,
            @Option(names = "--org", paramLabel = "DIR", defaultValue = "examples/acme") Path folder,
            @Option(names = "--upstream", paramLabel = "URL", description = "ask here instead") @Nullable URI upstream,
            @Option(names = "--json", description = "print JSON") boolean json) {
        return show(server, folder, upstream, json, false);
    }

    @Command(
            name = "diff",
            description = "Shows what is not as it was approved, in full (exit 3 where there is any).",
            footer = {"", "Example:  levee tools diff tickets"})
    int diff(
            @Parameters(paramLabel = "SERVER") String server,
            @Option(names = "--org", paramLabel = "DIR", defaultValue = "examples/acme") Path folder,
            @Option(names = "--upstream", paramLabel = "URL", description = "ask here instead") @Nullable URI upstream,
            @Option(names = "--json", description = "print JSON") boolean json) {
        return show(server, folder, upstream, json, true);
    }

    @Command(
            name = "approve",
            description = "Writes the digest of what the server says now into the organisation's file.",
            footer = {"", "Example:  levee tools approve tickets search"})
    int approve(
            @Parameters(paramLabel = "SERVER") String server,
            @Parameters(
                            paramLabel = "TOOL",
                            arity = "0..1",
                            description = "all that are described, where none is named")
                    @Nullable
                    String tool,
            @Option(names = "--org", paramLabel = "DIR", defaultValue = "examples/acme") Path folder,
            @Option(names = "--upstream", paramLabel = "URL", description = "ask here instead") @Nullable URI upstream)
            throws IOException {
        Optional<Api> api = api(server, folder);
        if (api.isEmpty()) {
            return Exit.USAGE;
        }
        List<Offered> wanted = offered(api.get(), upstream).stream()
                .filter(one -> one.kind().equals("tools"))
                .filter(one -> tool == null
                        ? one.state() != Offered.State.NOT_DESCRIBED
                        : one.name().equals(tool))
                .filter(one -> !one.digest().isEmpty() && one.state() != Offered.State.APPROVED)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        for (Offered one : wanted) {
            Optional<Path> file = ApprovedTools.write(folder, server, one.name(), one.digest());
            if (file.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("levee: cannot edit the file of `%s`; write `digest: %s` under `%s` yourself"
                                .formatted(server, one.digest(), one.name()));
                return Exit.DENIED;
            }
            out.println("approved %s in %s: look at the difference, and commit it".formatted(one.name(), file.get()));
        }
        if (wanted.isEmpty()) {
            out.println("nothing to approve");
        }
        out.flush();
        return Exit.DONE;
    }

    private int show(String server, Path folder, @Nullable URI upstream, boolean json, boolean onlyOther) {
        Optional<Api> api = api(server, folder);
        if (api.isEmpty()) {
            return Exit.USAGE;
        }
        List<Offered> all = offered(api.get(), upstream).stream()
                .filter(one -> !onlyOther || one.state() != Offered.State.APPROVED)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(all));
        } else {
            for (Offered one : all) {
                String state = one.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                out.println("%-14s %-9s %s".formatted(state, one.kind(), shown(one.name())));
                if (onlyOther && !one.shown().isEmpty()) {
                    out.println("               " + shown(one.shown()));
                }
            }
        }
        out.flush();
        return onlyOther && !all.isEmpty() ? Exit.HELD : Exit.DONE;
    }

    private static List<Offered> offered(Api api, @Nullable URI upstream) {
        return Offered.by(api, upstream == null ? api.upstream() : upstream);
    }

    private Optional<Api> api(String server, Path folder) {
        PrintWriter err = spec.commandLine().getErr();
        return switch (new OrganisationFolder(folder, List.of(new CedarPolicies())).read()) {
            case Reading.Invalid invalid -> {
                err.print(OrgReport.check(folder.toString(), invalid).text());
                err.flush();
                yield Optional.empty();
            }
            case Reading.Valid(var organisation, var _) -> {
                Optional<Api> api = organisation.catalog().api(server).filter(it -> it.protocol() == Api.Protocol.MCP);
                if (api.isEmpty()) {
                    err.println("levee: no server of MCP is called `%s`; describe it in apis/%s.mcp.yaml"
                            .formatted(server, server));
                }
                yield api;
            }
        };
    }

    /// A server chose this text: nothing in it may move the cursor of whoever looks.
    private static String shown(String text) {
        return text.replaceAll("\\p{C}", "?");
    }
}
