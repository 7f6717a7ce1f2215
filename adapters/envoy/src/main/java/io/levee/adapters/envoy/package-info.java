/// Decides for other proxies. A proxy in front asks about each call, the door
/// [io.levee.rooms.gateway.Calls] decides as it does for Levee's own proxy, and the other proxy carries
/// what was allowed. Whatever cannot be read, is late or fails is answered with a no: no error here
/// ever reads as a yes.
///
/// Read [CheckServer] (what listens, and for whom), [CheckReading] (what was asked), [EnvoyChecks]
/// (ext_authz), [PendingCheck] (one check until exactly one answer), [EnvoyAnswers] (how a yes and a no
/// look), [PlainChecks] (the same for proxies that ask over HTTP).
@NullMarked
package io.levee.adapters.envoy;

import org.jspecify.annotations.NullMarked;
