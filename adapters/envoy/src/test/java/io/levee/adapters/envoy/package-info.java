/// A real gRPC client and a real nginx against the real listener.
@NullMarked
package io.levee.adapters.envoy;

import org.jspecify.annotations.NullMarked;
