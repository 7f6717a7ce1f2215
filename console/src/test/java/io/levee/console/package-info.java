/// Drives the console in a real browser ([BrowserTest]) and with plain requests ([DoorTest]) against
/// [FakeApi], a double that speaks the HTTP API's contract. With `-Dlevee.shots=FOLDER` the browser
/// leaves pictures of what it saw.
@NullMarked
package io.levee.console;

import org.jspecify.annotations.NullMarked;
