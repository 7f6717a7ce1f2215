/// Drives the API over real sockets. [TestApi] is a whole server over a memory ledger; tokens are `NAME` for a person
/// and `NAME/AGENT` for an agent that acts for them.
@NullMarked
package io.levee.adapters.http;

import org.jspecify.annotations.NullMarked;
