/// How stoppers speak with systems outside that take HTTP and JSON. [Rest] sends one bounded
/// request; [Sweep] does the same to several footholds side by side and leaves none out because
/// another failed; [SwitchStopper] is the stopper of whatever can be switched off and on again, of
/// which an adapter only says how ([Switch]). [Wanted] reads the settings of an entry, and
/// [NamePattern] is how a foothold names all that was begun under a name; these two and [Sweep]
/// are for stoppers that speak something else too.
///
/// What decides by itself when to try again gets each answer as it came, with its headers: [Raw],
/// or [NoAnswer].
///
/// Read [Rest] with its [Limits], [Ask], [Answer]; then [Sweep], [Switch], [SwitchStopper].
@NullMarked
package io.levee.adapters.rest;

import org.jspecify.annotations.NullMarked;
