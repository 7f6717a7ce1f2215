@NullMarked
package io.levee.adapters.forges.gitlab;

import org.jspecify.annotations.NullMarked;
