package io.levee.app;

import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.catalog.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes approvals into `apis/*.mcp.yaml`, line by line, so that comments and order stay. What was written is read
/// again; where it does not say what it should, the file is as before.
final class ApprovedTools {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    private ApprovedTools() {}

    /// The file that was changed; empty where it could not be.
    static Optional<Path> write(Path folder, String server, String tool, String digest) throws IOException {
        if (!NAME.matcher(tool).matches()) { // a server chose it: it must not write lines of its own
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
            byte[] before = Files.readAllBytes(file);
            Files.write(file, edited(lines, tool, digest));
            if (says(folder, server, tool, digest)) {
                return Optional.of(file);
            }
            Files.write(file, before);
        }
        return Optional.empty();
    }

    private static List<String> edited(List<String> lines, String tool, String digest) {
        List<String> edited = new ArrayList<>(lines);
        int tools = edited.indexOf("tools:");
        if (tools < 0) {
            edited.addAll(List.of("tools:", "  " + tool + ":", "    digest: " + digest));
            return edited;
        }
        for (int at = tools + 1; at < edited.size() && isInside(edited.get(at)); at++) {
            String line = edited.get(at);
            if (line.matches("  [\"']?" + Pattern.quote(tool) + "[\"']?:.*")) {
                return digested(edited, at, digest);
            }
        }
        edited.addAll(tools + 1, List.of("  " + tool + ":", "    digest: " + digest));
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

    private static boolean says(Path folder, String server, String tool, String digest) {
        return new OrganisationFolder(folder, List.of()).read() instanceof Reading.Valid(var organisation, var _)
                && organisation.catalog().api(server).stream()
                        .map(Api::operations)
                        .flatMap(List::stream)
                        .flatMap(operation -> operation.approved().stream())
                        .anyMatch(approved -> approved.name().equals(tool)
                                && approved.digest().equals(Optional.of(digest)));
    }
}
