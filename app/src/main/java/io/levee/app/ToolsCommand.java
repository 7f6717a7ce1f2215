package io.levee.app;

import io.levee.adapters.cedar.CedarPolicies;
import io.levee.adapters.mcp.ApprovedDefinitions;
import io.levee.adapters.mcp.DefinitionCheck;
import io.levee.adapters.mcp.Offered;
import io.levee.adapters.mcp.Pretty;
import io.levee.adapters.organisation.OrgReport;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.catalog.Api;
import io.levee.cli.Exit;
import io.levee.organisation.OrganisationCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            "Shows what a server of MCP offers and what of it is approved, and writes approvals into the organisation's"
                    + " folder, for a person to commit."
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
            description = "Shows what is not as it was approved, member by member (exit 3 where there is any).",
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
            description = "Writes what the server says now, and the digest of it, into the organisation's folder.",
            footer = {
                "",
                "Example:  levee tools approve tickets search",
                "          levee tools approve tickets prompts/summary"
            })
    int approve(
            @Parameters(paramLabel = "SERVER") String server,
            @Parameters(
                            paramLabel = "TOOL",
                            arity = "0..1",
                            description =
                                    "a tool, `prompts/NAME` or `resources/NAME`; all that are described, where none is named")
                    @Nullable
                    String tool,
            @Option(names = "--org", paramLabel = "DIR", defaultValue = "examples/acme") Path folder,
            @Option(names = "--upstream", paramLabel = "URL", description = "ask here instead") @Nullable URI upstream)
            throws IOException {
        // a definition that is not the approved one is what this command puts right
        Optional<Known> known = known(server, folder, List.of(new CedarPolicies()));
        if (known.isEmpty()) {
            return Exit.USAGE;
        }
        Map<String, Offered> wanted = new LinkedHashMap<>();
        offered(known.get(), upstream).stream()
                .filter(one -> tool == null
                        ? one.state() != Offered.State.NOT_DESCRIBED
                        : one.asked().equals(tool))
                .filter(one -> !one.digest().isEmpty()
                        && !(isApproved(one) && !one.approved().isEmpty()))
                .forEach(one -> wanted.putIfAbsent(one.asked(), one)); // of two of one name, the first is called
        PrintWriter out = spec.commandLine().getOut();
        for (Offered one : wanted.values()) {
            Optional<ApprovedTools.Written> written = ApprovedTools.write(folder, server, one);
            if (written.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("levee: cannot edit the file of `%s`; write `digest: %s` under `%s` yourself"
                                .formatted(server, one.digest(), shown(one.asked())));
                return Exit.DENIED;
            }
            out.println("approved %s in %s, %s: look at the difference, and commit it"
                    .formatted(
                            one.asked(),
                            written.get().file(),
                            written.get()
                                    .definitions()
                                    .map("what it says in %s"::formatted)
                                    .orElse("without its definition, which is too large to keep")));
        }
        if (wanted.isEmpty()) {
            out.println("nothing to approve");
        }
        out.flush();
        return Exit.DONE;
    }

    private int show(String server, Path folder, @Nullable URI upstream, boolean json, boolean onlyOther) {
        Optional<Known> known = known(server, folder, List.of(new CedarPolicies(), new DefinitionCheck()));
        if (known.isEmpty()) {
            return Exit.USAGE;
        }
        List<Offered> all = offered(known.get(), upstream).stream()
                .filter(one -> !onlyOther || !isApproved(one))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Object told = onlyOther ? all.stream().map(ToolDifferences.Told::of).toList() : all;
            out.println(Pretty.escaped(JSON.writeValueAsString(told)));
        } else {
            for (Offered one : all) {
                String state = one.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                out.println("%-14s %-9s %s".formatted(state, one.kind(), shown(one.name())));
                if (onlyOther) {
                    out.print(ToolDifferences.text(one));
                }
            }
        }
        out.flush();
        return onlyOther && !all.isEmpty() ? Exit.HELD : Exit.DONE;
    }

    /// What the organisation says of a server.
    private record Known(Api api, ApprovedDefinitions definitions) {}

    private static List<Offered> offered(Known known, @Nullable URI upstream) {
        return Offered.by(known.api(), upstream == null ? known.api().upstream() : upstream, known.definitions());
    }

    private static boolean isApproved(Offered one) {
        return one.state() == Offered.State.APPROVED;
    }

    private Optional<Known> known(String server, Path folder, List<OrganisationCheck> checks) {
        PrintWriter err = spec.commandLine().getErr();
        return switch (new OrganisationFolder(folder, checks).read()) {
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
                yield api.map(it -> new Known(it, ApprovedDefinitions.of(organisation.definitions())));
            }
        };
    }

    /// A server chose this text: nothing in it may move the cursor of whoever looks.
    private static String shown(String text) {
        return text.replaceAll("\\p{C}", "?");
    }
}
