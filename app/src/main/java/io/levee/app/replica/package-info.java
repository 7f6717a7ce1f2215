/// One running replica: [Configuration] goes in, [Levee] is the list of rooms in the order in which they are built, and
/// each `…Wiring` file builds one of them. [OfflineLedger] opens the storage alone.
@NullMarked
package io.levee.app.replica;

import org.jspecify.annotations.NullMarked;
