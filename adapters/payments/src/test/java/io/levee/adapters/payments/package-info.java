@NullMarked
package io.levee.adapters.payments;

import org.jspecify.annotations.NullMarked;
