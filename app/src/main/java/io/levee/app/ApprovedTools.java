package io.levee.app;

import io.levee.adapters.mcp.ApprovedDefinitions;
import io.levee.adapters.mcp.Offered;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes approvals: the digest into `apis/NAME.mcp.yaml`, line by line, so that comments and order stay, and
/// the definition into `apis/NAME.mcp.json` beside it. What was written is read again; where it does not say
/// what it should, both files are as before.
final class ApprovedTools {
    private ApprovedTools() {}

    /// @param file        with the digest
    /// @param definitions with what was approved in full; empty where a file has no room for it
    record Written(Path file, Optional<Path> definitions) {}

    /// What was changed; empty where it could not be.
    static Optional<Written> write(Path folder, String server, Offered offered) throws IOException {
        if (!offered.isNamable()) { // a server chose it: it must not write lines of its own
            return Optional.empty();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve("apis"))) {
            files = all.filter(file -> file.toString().endsWith(".mcp.yaml")).toList();
        }
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            if (lines.stream().noneMatch(line -> line.matches("name:\\s*[\"']?" + server + "[\"']?\\s*(#.*)?"))) {
                continue;
            }
            Path beside = file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", ".json"));
            Optional<String> definitions =
                    Files.exists(beside) ? Optional.of(Files.readString(beside)) : Optional.empty();
            byte[] before = Files.readAllBytes(file);
            // A replica may be watching. Without this definition, then another digest, then the definition: each step
            // is
            // valid by itself.
            if (definitions.isPresent()) {
                replace(folder, beside, ApprovedDefinitions.without(definitions.get(), server, offered));
            }
            Files.write(file, edited(lines, offered));
            if (says(folder, server, offered)) {
                Optional<String> after = ApprovedDefinitions.with(definitions.orElse(""), server, offered);
                if (after.isPresent()) {
                    replace(folder, beside, after.get());
                }
                return Optional.of(new Written(file, after.map(_ -> beside)));
            }
            Files.write(file, before);
            if (definitions.isPresent()) {
                replace(folder, beside, definitions.get());
            }
        }
        return Optional.empty();
    }

    /// Whole or not at all. Where the file is a link, the link is replaced: nothing outside of the folder is written.
    private static void replace(Path folder, Path file, String text) throws IOException {
        Path draft = folder.resolve(
                ".levee-approve-%d.tmp".formatted(ProcessHandle.current().pid()));
        Files.writeString(draft, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> edited(List<String> lines, Offered offered) {
        String tool = offered.local();
        String digest = offered.digest();
        List<String> edited = new ArrayList<>(lines);
        int section = edited.indexOf(offered.kind() + ":");
        if (section < 0) {
            edited.addAll(List.of(offered.kind() + ":", "  " + tool + ":", "    digest: " + digest));
            return edited;
        }
        for (int at = section + 1; at < edited.size() && isInside(edited.get(at)); at++) {
            String line = edited.get(at);
            if (line.matches("  [\"']?" + Pattern.quote(tool) + "[\"']?:.*")) {
                return digested(edited, at, digest);
            }
        }
        edited.addAll(section + 1, List.of("  " + tool + ":", "    digest: " + digest));
        return edited;
    }

    private static List<String> digested(List<String> edited, int at, String digest) {
        String line = edited.get(at);
        int flow = line.indexOf('{');
        if (flow >= 0) {
            boolean has = line.matches(".*[{,]\\s*digest:.*");
            String rest = line.substring(flow + 1).strip();
            edited.set(
                    at,
                    has
                            ? line.replaceFirst("digest:\\s*[^,}]*", "digest: " + digest + " ")
                            : line.substring(0, flow + 1) + " digest: " + digest + (rest.startsWith("}") ? " " : ", ")
                                    + rest);
            return edited;
        }
        for (int below = at + 1; below < edited.size() && edited.get(below).matches("(\\s{3,}.*)?"); below++) {
            if (edited.get(below).matches("\\s{3,}digest:.*")) {
                edited.set(below, edited.get(below).replaceFirst("digest:.*", "digest: " + digest));
                return edited;
            }
        }
        edited.add(at + 1, "    digest: " + digest);
        return edited;
    }

    private static boolean isInside(String line) {
        return line.isBlank() || line.startsWith(" ") || line.startsWith("#");
    }

    private static boolean says(Path folder, String server, Offered offered) {
        return new OrganisationFolder(folder, List.of()).read() instanceof Reading.Valid(var organisation, var _)
                && organisation.catalog().api(server).stream()
                        .map(Api::operations)
                        .flatMap(List::stream)
                        .filter(operation -> operation.asset().equals(AssetId.tool(server, offered.asked())))
                        .flatMap(operation -> operation.approved().stream())
                        .anyMatch(approved -> approved.name().equals(offered.name())
                                && approved.digest().equals(Optional.of(offered.digest())));
    }
}
