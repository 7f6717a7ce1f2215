/// Tests of what leaves the ledger.
@NullMarked
package io.levee.ledger;

import org.jspecify.annotations.NullMarked;
