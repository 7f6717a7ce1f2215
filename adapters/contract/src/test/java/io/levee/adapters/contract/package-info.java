@NullMarked
package io.levee.adapters.contract;

import org.jspecify.annotations.NullMarked;
