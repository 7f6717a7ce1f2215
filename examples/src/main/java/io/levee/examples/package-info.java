/// The real systems of the acme example that agents act on. They know nothing of Levee: no login, no policy, and one
/// endpoint that should never have been there, as in life.
@NullMarked
package io.levee.examples;

import org.jspecify.annotations.NullMarked;
