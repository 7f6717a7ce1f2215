/// What a Prometheus measured, as signals of the job room. May import core and `adapters.rest`.
@NullMarked
package io.levee.adapters.prometheus;

import org.jspecify.annotations.NullMarked;
