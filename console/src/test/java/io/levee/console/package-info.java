/// Drives the console in a real browser against [FakeApi], a double that speaks the HTTP API's contract. With
/// `-Dlevee.console.url=…` (an address that `levee console` printed) [BrowserTest] can be pointed at a real one.
@NullMarked
package io.levee.console;

import org.jspecify.annotations.NullMarked;
