package io.levee.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A program that speaks MCP, and how it wants to be told of a server that it starts itself.
enum McpClient {
    CLAUDE_CODE("claude-code", ".mcp.json in the project", Form.SERVERS),
    CLAUDE_DESKTOP("claude-desktop", "claude_desktop_config.json (Settings, Developer)", Form.SERVERS),
    CURSOR("cursor", ".cursor/mcp.json in the project", Form.SERVERS),
    GEMINI_CLI("gemini-cli", ".gemini/settings.json in the project", Form.SERVERS),
    WINDSURF("windsurf", "~/.codeium/windsurf/mcp_config.json", Form.SERVERS),
    INSPECTOR("inspector", "mcp.json; then `npx @modelcontextprotocol/inspector --config mcp.json`", Form.SERVERS),
    VSCODE("vscode", ".vscode/mcp.json in the project", Form.VSCODE),
    OPENCODE("opencode", "opencode.json in the project", Form.OPENCODE),
    CODEX("codex", "~/.codex/config.toml", Form.TOML);

    private enum Form {
        SERVERS,
        VSCODE,
        OPENCODE,
        TOML
    }

    private static final String SERVER = "levee";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String word;
    private final String file;
    private final Form form;

    McpClient(String word, String file, Form form) {
        this.word = word;
        this.file = file;
        this.form = form;
    }

    String word() {
        return word;
    }

    /// Where the configuration goes.
    String file() {
        return file;
    }

    static Optional<McpClient> of(String word) {
        return Arrays.stream(values())
                .filter(client -> client.word.equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(McpClient::word).collect(Collectors.joining(", "));
    }

    /// What to write into [#file].
    ///
    /// @param command     the program to start, then its arguments
    /// @param environment what that program needs besides
    String configuration(List<String> command, Map<String, String> environment) {
        Map<String, Object> entry = new LinkedHashMap<>();
        return switch (form) {
            case SERVERS, VSCODE -> {
                if (form == Form.VSCODE) {
                    entry.put("type", "stdio");
                }
                entry.put("command", command.getFirst());
                entry.put("args", command.subList(1, command.size()));
                if (!environment.isEmpty()) {
                    entry.put("env", environment);
                }
                yield JSON.writeValueAsString(
                        Map.of(form == Form.VSCODE ? "servers" : "mcpServers", Map.of(SERVER, entry)));
            }
            case OPENCODE -> {
                entry.put("type", "local");
                entry.put("command", command);
                entry.put("enabled", true);
                if (!environment.isEmpty()) {
                    entry.put("environment", environment);
                }
                yield JSON.writeValueAsString(Map.of("mcp", Map.of(SERVER, entry)));
            }
            case TOML -> toml(command, environment);
        };
    }

    /// A basic string of TOML is written like one of JSON.
    private static String toml(List<String> command, Map<String, String> environment) {
        StringBuilder text = new StringBuilder("[mcp_servers.%s]%n".formatted(SERVER));
        text.append("command = %s%n".formatted(JSON.writeValueAsString(command.getFirst())));
        text.append("args = [%s]%n"
                .formatted(
                        command.stream().skip(1).map(JSON::writeValueAsString).collect(Collectors.joining(", "))));
        if (!environment.isEmpty()) {
            text.append("%n[mcp_servers.%s.env]%n".formatted(SERVER));
            environment.forEach(
                    (name, value) -> text.append("%s = %s%n".formatted(name, JSON.writeValueAsString(value))));
        }
        return text.toString().stripTrailing();
    }
}
