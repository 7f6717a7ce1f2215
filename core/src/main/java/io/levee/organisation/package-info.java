/// The organisation as code, once it was read. [Organisation] is one immutable revision of the folder, [Settings] and
/// [PolicySource] and [DefinitionSource] are parts of it; [Problem] is one reason why there is none, and
/// [OrganisationCheck] is how others add theirs.
@NullMarked
package io.levee.organisation;

import org.jspecify.annotations.NullMarked;
