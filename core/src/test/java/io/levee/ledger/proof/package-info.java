/// Tests of trees and notes, against a definition that is too slow to ship and against vectors of other
/// implementations.
@NullMarked
package io.levee.ledger.proof;

import org.jspecify.annotations.NullMarked;
