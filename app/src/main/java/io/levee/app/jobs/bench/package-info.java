/// `levee bench jobs`. May use the replica, the CLI's HTTP client and `bench`.
@NullMarked
package io.levee.app.jobs.bench;

import org.jspecify.annotations.NullMarked;
