@NullMarked
package io.levee.app.replica;

import org.jspecify.annotations.NullMarked;
