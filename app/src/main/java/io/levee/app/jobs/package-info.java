/// Jobs of agents where they meet machines: programs as attempts ([ProcessEngine]), folders as outputs
/// ([StagedFolders]).
@NullMarked
package io.levee.app.jobs;

import org.jspecify.annotations.NullMarked;
