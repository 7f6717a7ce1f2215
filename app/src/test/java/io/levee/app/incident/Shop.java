package io.levee.app.incident;

import io.levee.app.CommandRun;
import io.levee.app.review.backtest.Planted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A company of two teams, with its organisation beside a repository that is planted.
final class Shop implements AutoCloseable {
    private final Path folder;
    private final Planted repository;
    private final CommandRun levee;

    Shop(Path folder) {
        this.folder = folder;
        this.repository = new Planted(folder.resolve("repo"));
        this.levee = new CommandRun(Map.of("LEVEE_DATA", folder.resolve("data").toString()));
        org("levee.yaml", "name: shop\nlogin: local\n");
        org("people.yaml", """
                roles:
                  developer: builds
                people:
                  eve: { name: Eve, email: eve@shop.example, teams: [shop, data], roles: [developer] }
                """);
        team("shop", "[/apps/, /k8s/, /both/]");
        team("data", "[/kafka/, /db/, /both/]");
    }

    private void team(String name, String paths) {
        org("teams/%s/team.yaml".formatted(name), """
                name: %s
                contact: %s@shop.example
                onCall: eve
                channel: "#%s"
                paths: %s
                """.formatted(name, name, name, paths));
    }

    Planted repository() {
        return repository;
    }

    Path org() {
        return folder.resolve("org");
    }

    Path folder() {
        return folder;
    }

    Shop org(String path, String text) {
        write(org().resolve(path), text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String orgText(String path) {
        try {
            return Files.readString(org().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A page about an incident, as a file.
    String page(String text) {
        return page(text.getBytes(StandardCharsets.UTF_8));
    }

    String page(byte[] text) {
        write(folder.resolve("page.md"), text);
        return folder.resolve("page.md").toString();
    }

    private static void write(Path file, byte[] text) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CommandRun.Result add(String page, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("incident", "add", page, "--repo", repository.folder().toString(), "--org", org().toString()));
        arguments.addAll(List.of(more));
        return levee.run(arguments.toArray(String[]::new));
    }

    CommandRun.Result run(String... arguments) {
        return levee.run(arguments);
    }

    CommandRun.Result cases(String... more) {
        List<String> arguments = new ArrayList<>(List.of("review", "cases", "--org", org().toString()));
        arguments.addAll(List.of(more));
        return levee.run(arguments.toArray(String[]::new));
    }

    static JsonNode json(CommandRun.Result result) {
        return JsonMapper.builder().build().readTree(result.out());
    }

    /// Every file of the organisation's folder.
    List<String> files() {
        try (Stream<Path> all = Files.walk(org())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> org().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
