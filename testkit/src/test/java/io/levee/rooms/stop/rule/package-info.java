@NullMarked
package io.levee.rooms.stop.rule;

import org.jspecify.annotations.NullMarked;
