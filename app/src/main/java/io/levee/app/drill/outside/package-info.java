/// Systems that others wrote, on which a drill's agent works past every gate of Levee. Only the drill starts them.
@NullMarked
package io.levee.app.drill.outside;

import org.jspecify.annotations.NullMarked;
