/// Tests of what single files say.
@NullMarked
package io.levee.adapters.organisation.parts;

import org.jspecify.annotations.NullMarked;
