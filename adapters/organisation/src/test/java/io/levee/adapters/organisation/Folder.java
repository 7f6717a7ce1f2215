package io.levee.adapters.organisation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An organisation folder on disk that starts small and valid.
final class Folder {
    static final Path ACME = Path.of(System.getProperty("levee.root", "../.."), "examples", "acme");

    static final Map<String, String> SMALL = Map.of(
            "levee.yaml",
            """
            name: small
            login: local
            """,
            "people.yaml",
            """
            roles:
              analyst: asks
            people:
              ana:
                name: Ana
                email: ana@small.example
                teams: [core]
                roles: [analyst]
              old:
                name: Old
                teams: [core]
                roles: []
                active: false
            """,
            "teams/core/team.yaml",
            """
            name: Core
            contact: core@small.example
            onCall: ana
            channel: "#core"
            """,
            "agents/writer.yaml",
            """
            purpose: writes
            owner: core
            runsAt: here
            actsFor: [team:core]
            mayKnow: ["operation:things/*"]
            mayChange: []
            spend: { callsPerHour: 10, usdCentsPerDay: 5 }
            observed: [everything]
            stoppers: [person:ana]
            """,
            "assets/things.yaml",
            """
            owner: core
            assets:
              database:things:
                description: where things are
              table:things:
                dependsOn: [database:things]
            """,
            "apis/things.openapi.yaml",
            """
            openapi: 3.1.0
            info: { title: Things, version: 1.0.0 }
            x-levee-api: things
            x-levee-owner: core
            x-levee-upstream: http://127.0.0.1:18000
            x-levee-depends-on: [database:things]
            paths:
              /things:
                get:
                  operationId: listThings
                  responses: { "200": { description: all } }
            """,
            "policies/all.cedar",
            "permit (principal, action, resource);\n");

    private final Path root;

    Folder(Path root) {
        this.root = root;
    }

    static Folder small(Path root) {
        Folder folder = new Folder(root);
        SMALL.forEach(folder::write);
        return folder;
    }

    static Folder copyOf(Path original, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = root.resolve(original.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return new Folder(root);
    }

    Path root() {
        return root;
    }

    Folder write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Folder edit(String file, String from, String to) {
        try {
            String text = Files.readString(root.resolve(file));
            if (!text.contains(from)) {
                throw new IllegalArgumentException("`%s` is not in `%s`".formatted(from, file));
            }
            return write(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Reading read() {
        return new OrganisationFolder(root, List.of()).read();
    }
}
