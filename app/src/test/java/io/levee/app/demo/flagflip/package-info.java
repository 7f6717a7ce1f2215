/// The flag that takes a broker down, on a real one.
@NullMarked
package io.levee.app.demo.flagflip;

import org.jspecify.annotations.NullMarked;
