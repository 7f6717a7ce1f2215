/// Tests of `levee diagnose` and `levee skill`.
@NullMarked
package io.levee.app.diagnose;

import org.jspecify.annotations.NullMarked;
