package io.levee.examples;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Acme's tickets: a server of the Model Context Protocol, built with the official SDK, on loopback and without a
/// login. Of its tools, `purge` is what nobody at acme described to Levee.
public final class TicketServer implements AutoCloseable {
    private static final Map<String, Ticket> TICKETS = new TreeMap<>(Map.of(
            "T-1001", new Ticket("Parcel is late", "mira@customer.example", "Ordered on Monday, nothing came."),
            "T-1002", new Ticket("Wrong size", "jon@customer.example", "I got M instead of L. Can I swap?"),
            "T-1003", new Ticket("Invoice with VAT number", "lea@customer.example", "Please add our VAT number.")));
    private static final Map<String, Object> ID =
            Map.of("type", "string", "pattern", "^T-[0-9]{4}$", "description", "the ticket's number");

    private final Map<String, String> drafts = new ConcurrentHashMap<>();
    private final Server jetty;
    private final McpSyncServer server;

    private record Ticket(String subject, String from, String text) {}

    /// Starts on a free port of the loopback interface.
    public static TicketServer start() {
        return new TicketServer();
    }

    private TicketServer() {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint("/mcp")
                .build();
        server = McpServer.sync(transport)
                .serverInfo("acme-tickets", "1.0.0")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .build();
        tool(
                "find",
                "Lists tickets whose subject or text contains a word.",
                object(Map.of("word", Map.of("type", "string", "maxLength", 80))),
                asked -> found(word(asked, "word")));
        tool("show", "Shows one ticket with who wrote it.", object(Map.of("ticket", ID), "ticket"), asked -> {
            Ticket ticket = ticket(asked);
            return "%s\nfrom %s\n\n%s".formatted(ticket.subject(), ticket.from(), ticket.text());
        });
        tool(
                "draft",
                "Leaves a draft of an answer at a ticket; a person reads and sends it.",
                object(Map.of("ticket", ID, "text", Map.of("type", "string", "maxLength", 4_000)), "ticket", "text"),
                asked -> {
                    ticket(asked);
                    drafts.put(word(asked, "ticket"), word(asked, "text"));
                    return "a draft is at " + word(asked, "ticket");
                });
        tool(
                "close",
                "Closes a ticket; the customer is told.",
                object(Map.of("ticket", ID), "ticket"),
                asked -> "closed " + word(asked, "ticket"));
        tool("purge", "Deletes all closed tickets for good.", object(Map.of()), _ -> "nothing is left");
        ServletHolder holder = new ServletHolder(transport);
        holder.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(holder, "/mcp/*");
        jetty = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        jetty.setHandler(context);
        try {
            jetty.start();
        } catch (Exception e) { // Jetty throws whatever a part of it threw
            throw new IllegalStateException("the ticket server did not start", e);
        }
    }

    public URI uri() {
        int port = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
        return URI.create("http://127.0.0.1:%d/mcp".formatted(port));
    }

    /// The texts that were left, by ticket.
    public Map<String, String> drafts() {
        return Map.copyOf(drafts);
    }

    @Override
    public void close() {
        server.close();
        try {
            jetty.stop();
        } catch (Exception e) { // likewise
            throw new IllegalStateException("the ticket server did not stop", e);
        }
    }

    private static String found(String word) {
        String small = word.toLowerCase(Locale.ROOT);
        return TICKETS.entrySet().stream()
                .filter(each -> (each.getValue().subject() + " "
                                + each.getValue().text())
                        .toLowerCase(Locale.ROOT)
                        .contains(small))
                .map(each -> each.getKey() + "  " + each.getValue().subject())
                .collect(Collectors.joining("\n"));
    }

    private static Ticket ticket(Map<String, Object> asked) {
        String id = word(asked, "ticket");
        return Optional.ofNullable(TICKETS.get(id)).orElseThrow(() -> new NoSuchElementException("there is no " + id));
    }

    private static String word(Map<String, Object> asked, String name) {
        return Objects.toString(asked.get(name), "");
    }

    private static Map<String, Object> object(Map<String, Object> properties, String... required) {
        return Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                List.of(required),
                "additionalProperties",
                false);
    }

    private void tool(
            String name, String description, Map<String, Object> schema, Function<Map<String, Object>, String> does) {
        server.addTool(McpServerFeatures.SyncToolSpecification.builder()
                .tool(McpSchema.Tool.builder(name, schema)
                        .description(description)
                        .build())
                .callHandler((_, asked) -> answer(does, asked.arguments()))
                .build());
    }

    private static McpSchema.CallToolResult answer(
            Function<Map<String, Object>, String> does, Map<String, Object> asked) {
        try {
            return text(does.apply(asked), false);
        } catch (NoSuchElementException e) {
            return text(String.valueOf(e.getMessage()), true);
        }
    }

    private static McpSchema.CallToolResult text(String text, boolean isError) {
        return McpSchema.CallToolResult.builder()
                .addTextContent(text)
                .isError(isError)
                .build();
    }
}
