/// Dockerfiles: [DockerText] reads instructions, [Instruction] is one.
@NullMarked
package io.levee.adapters.formats.docker;

import org.jspecify.annotations.NullMarked;
