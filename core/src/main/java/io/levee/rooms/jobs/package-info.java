/// Running programs of agents so that they fail safe: admitted with everything that is missing said at
/// once, capped, staged, checked before anything is published, diagnosed where they fail, mended
/// within the trust that the agent has, and otherwise given back with the diagnosis.
///
/// A [JobRequest] goes in at the door [Jobs]; [AdmissionRules] say what is missing. From then on the
/// job is a row that [Supervision] takes from state to state, one replica at a time ([JobStore]):
///
/// ```
/// WAITING --begun--> RUNNING --ended well--> CHECKING --all passed--> PUBLISHING --done--> CLOSED
///    ^                  |                       |
///    |                  +------ failed ---------+--> DIAGNOSING --nobody may mend it--> CLOSED
///    +------------- mended, or safe to try again -------+
/// any of them --stopped, deadline--> CLOSED
/// ```
///
/// Each state is durable before what follows from it is done, so that whoever adopts the job after a
/// crash does the same step again and nothing twice (I1, I10).
///
/// Reading order: [Jobs], [AdmissionRules], [Job], [JobRules], [Supervision], [MendingRules],
/// [CommandRules], then the ports [Engine], [JobStore], [Outputs].
@NullMarked
package io.levee.rooms.jobs;

import org.jspecify.annotations.NullMarked;
