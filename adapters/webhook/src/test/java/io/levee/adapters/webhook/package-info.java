/// Tests with a real receiver.
@NullMarked
package io.levee.adapters.webhook;

import org.jspecify.annotations.NullMarked;
