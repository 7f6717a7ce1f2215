/// The organisation as code, once it was read and found valid: [Organisation] is one immutable revision of it.
@NullMarked
package io.levee.organisation;

import org.jspecify.annotations.NullMarked;
