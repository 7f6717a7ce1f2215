/// Tests beside the `git` program: the same changes, whole files, hostile repositories, history.
@NullMarked
package io.levee.adapters.git;

import org.jspecify.annotations.NullMarked;
