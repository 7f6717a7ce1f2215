@NullMarked
package io.levee.app.forge;

import org.jspecify.annotations.NullMarked;
