/// What tests stand on, never what the product stands on. Fakes that keep the whole contract of a port
/// ([MemoryLedger]), the contracts themselves as abstract tests that the fake and every real adapter extend
/// ([LedgerContract]), time and chance under the test's control ([FakeClock], [Simulation]), models that say what a
/// test wants or do their worst ([ScriptedModel], [HostileModel]), and real engines that are started once for all tests
/// of a JVM ([TestPostgres]).
///
/// Read [LedgerContract] first: it says in sentences what a ledger promises.
@NullMarked
package io.levee.testkit;

import org.jspecify.annotations.NullMarked;
