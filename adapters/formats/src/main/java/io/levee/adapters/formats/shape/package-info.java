/// Formats that are written in YAML, JSON or properties: what the parts of a document are
/// called and what they look like.
///
/// Read [Shape] and [Place], then [Manifests] (Kubernetes and its operators), [Topics], [Flags]
/// with [Flagd] and [Unleash], [Settings] (flat files of brokers, clients and engines),
/// [OpenApi].
@NullMarked
package io.levee.adapters.formats.shape;

import org.jspecify.annotations.NullMarked;
