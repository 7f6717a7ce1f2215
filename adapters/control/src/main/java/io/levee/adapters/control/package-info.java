/// The control door ([ControlServer]): a port with threads of its own, where an operator's signed order is obeyed
/// while everything else is busy or gone; and [FileJournal], where the orders stand until the ledger has them.
@NullMarked
package io.levee.adapters.control;

import org.jspecify.annotations.NullMarked;
