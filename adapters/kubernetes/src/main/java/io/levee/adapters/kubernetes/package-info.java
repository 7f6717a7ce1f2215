/// Ends what agents have in a namespace of Kubernetes, a layer of the runtime; and runs their jobs there.
///
/// Read [KubernetesKind] (settings), [KubernetesStopper] (stop, verify, resume, rehearse), [Estate] (what is there, and
/// what of it an order covers), [Maker] and [Held] (what is told to make no pods, and how that is undone), [Ending].
///
/// Of jobs read [KubernetesEngines] (settings), [KubernetesEngine], [KubectlCommand] and [JobObject] (what is begun),
/// [Seen] (how it is), [Attempt] (the wire), [Described] (what is said of it).
@NullMarked
package io.levee.adapters.kubernetes;

import org.jspecify.annotations.NullMarked;
