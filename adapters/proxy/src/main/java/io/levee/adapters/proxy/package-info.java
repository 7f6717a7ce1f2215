/// The gateway's data path on Jetty: bytes come in, the door [io.levee.rooms.gateway.Calls] decides, bytes go
/// on. Nothing here decides anything but limits of size and time.
///
/// Read [GatewayServer] (what listens), [GatewayHandler] (one request up to its decision), [Exchange] (one
/// allowed call and how it ends), [RequestBody] and [ResponsePump] (the two directions, chunk by chunk
/// through the gate of the call), [HeaderRules] (what travels), [Problems] (how a no looks), [SlowHeaders] (who never
/// finishes asking), [ElsewhereRules] (what
/// another proxy does instead).
@NullMarked
package io.levee.adapters.proxy;

import org.jspecify.annotations.NullMarked;
