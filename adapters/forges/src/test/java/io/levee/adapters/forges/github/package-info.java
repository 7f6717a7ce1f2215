@NullMarked
package io.levee.adapters.forges.github;

import org.jspecify.annotations.NullMarked;
