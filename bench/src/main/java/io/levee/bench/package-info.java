/// One benchmark per promise that Levee makes in public. Each has a `run` that returns its figures and a
/// `main` that prints them as JSON.
@NullMarked
package io.levee.bench;

import org.jspecify.annotations.NullMarked;
