/// The gateway's door for the Model Context Protocol: `/mcp` for all servers of the organisation behind one endpoint,
/// `/mcp/SERVER` for one of them under its own names. What may be called is decided by
/// [io.levee.rooms.gateway.Calls], with the tool and its arguments; what a server offers counts only as far as a
/// person approved it.
///
/// Read [McpDoor] (what comes in), [Turn] (one message, up to its answer), [Message] and [Wire] (what is JSON here),
/// [Offers] (what a server describes, held against what was approved), [Shown] (what a chain may see), [Calling] (one
/// call, decided and forwarded), [McpServers], [Server] and [Upstream] (the other side), [Sessions] (of the revisions
/// that have them); for people who approve, [Offered], [ApprovedDefinitions] and [Difference].
@NullMarked
package io.levee.adapters.mcp;

import org.jspecify.annotations.NullMarked;
