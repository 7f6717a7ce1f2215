package io.levee.app;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// A server of MCP, built with the official SDK, whose tools a test describes.
public final class TicketServer implements AutoCloseable {
    private final Server jetty = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final McpSyncServer server;

    public TicketServer() throws Exception {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint("/mcp")
                .build();
        server = McpServer.sync(transport)
                .serverInfo("tickets", "1")
                .capabilities(McpSchema.ServerCapabilities.builder()
                        .tools(true)
                        .prompts(true)
                        .build())
                .build();
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(transport);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/mcp/*");
        jetty.setHandler(context);
        jetty.start();
    }

    public URI uri() {
        return URI.create(
                "http://127.0.0.1:%d/mcp".formatted(((ServerConnector) jetty.getConnectors()[0]).getLocalPort()));
    }

    /// Instead of what was said of it before.
    ///
    /// @param parameters its names; each is a text
    public void describe(String tool, String description, String... parameters) {
        if (server.listTools().stream().anyMatch(known -> known.name().equals(tool))) {
            server.removeTool(tool);
        }
        Map<String, Object> properties = new TreeMap<>();
        List.of(parameters).forEach(name -> properties.put(name, Map.of("type", "string")));
        server.addTool(McpServerFeatures.SyncToolSpecification.builder()
                .tool(McpSchema.Tool.builder(tool, Map.of("type", "object", "properties", properties))
                        .description(description)
                        .build())
                .callHandler((_, _) -> McpSchema.CallToolResult.builder()
                        .addTextContent("done")
                        .build())
                .build());
    }

    @Override
    public void close() {
        server.close();
        try {
            jetty.stop();
        } catch (Exception e) { // Jetty throws whatever a part of it threw
            throw new IllegalStateException(e);
        }
    }
}
