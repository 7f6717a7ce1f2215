package io.levee.adapters.mcp;

import io.levee.catalog.Api;
import io.levee.organisation.DefinitionSource;
import io.levee.organisation.Organisation;
import io.levee.organisation.OrganisationCheck;
import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether each definition in `apis/*.mcp.json` is the one whose digest `apis/*.mcp.yaml` pins, so that a review of the
/// one is a review of the other.
public final class DefinitionCheck implements OrganisationCheck {
    @Override
    public List<Problem> check(Organisation candidate, boolean partial) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> files = new HashMap<>();
        for (DefinitionSource source : candidate.definitions()) {
            switch (DefinitionFile.of(source.text())) {
                case DefinitionFile.Malformed(var line, var what) ->
                    problems.add(Problem.error(
                            source.file(),
                            line,
                            what,
                            "let `levee tools approve SERVER` write this file, or delete it"));
                case DefinitionFile.Read file -> {
                    String first = files.putIfAbsent(file.server(), source.file());
                    if (first != null) {
                        problems.add(Problem.error(
                                source.file(),
                                file.line(),
                                "definitions of `%s` are in `%s` already".formatted(file.server(), first),
                                "keep one of the two files"));
                    }
                    server(candidate, file, source.file(), partial, problems);
                }
            }
        }
        return problems;
    }

    private static void server(
            Organisation candidate, DefinitionFile.Read file, String name, boolean partial, List<Problem> problems) {
        Optional<Api> api = candidate.catalog().api(file.server()).filter(it -> it.protocol() == Api.Protocol.MCP);
        if (api.isPresent()) {
            file.entries().forEach(entry -> entry(api.get(), entry, name, problems));
        } else if (!partial) { // else it may be in a file that cannot be read
            problems.add(Problem.error(
                    name,
                    file.line(),
                    "no server of MCP is called `%s`".formatted(file.server()),
                    "correct the name, or delete the file"));
        }
    }

    private static void entry(Api api, DefinitionFile.Entry entry, String file, List<Problem> problems) {
        Optional<Api.Approved> approved = api.operations().stream()
                .filter(operation -> operation.path().equals(entry.path()))
                .flatMap(operation -> operation.approved().stream())
                .findFirst();
        Optional<String> pinned = approved.flatMap(Api.Approved::digest);
        String asked = entry.path().substring(1);
        if (pinned.isEmpty()) {
            String what = approved.isPresent() ? "`%s` has no digest, so nobody approved it" : "`%s` is not described";
            problems.add(Problem.error(
                    file, entry.line(), what.formatted(asked), "take it out, or run " + approve(api.name(), asked)));
            return;
        }
        String digest = Digests.of(entry.kind(), entry.definition());
        if (!pinned.get().equals(digest)) {
            problems.add(Problem.error(
                    file,
                    entry.line(),
                    "`%s` is not what was approved: its digest is `%s`, and `%s` is pinned"
                            .formatted(asked, digest, pinned.get()),
                    "restore the file, or run %s and look at the difference".formatted(approve(api.name(), asked))));
            return;
        }
        DefinitionFile.uncovered(entry)
                .forEach(member -> problems.add(Problem.error(
                        file,
                        entry.line(),
                        "`%s` of `%s` is not covered by the digest".formatted(member, asked),
                        "take it out: nobody approves it by approving the definition")));
    }

    private static String approve(String server, String asked) {
        return "`levee tools approve %s %s`".formatted(server, asked);
    }
}
