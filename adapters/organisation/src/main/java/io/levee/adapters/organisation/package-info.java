/// The organisation folder: read, checked, watched, shown.
///
/// Read [OrganisationFolder] (the door: a folder in, a [Reading] out), then [Scan] and [Walk] (files to
/// bytes), [Parsed] (bytes to parts, with the readers of `parts`), [Assembly] (parts to one organisation)
/// with [Declared], [References], [Cycles] and [Handles]. [OrganisationWatch] reads it again when it
/// changes and publishes a [Reload]; [OrgReport] is what the command line shows.
@NullMarked
package io.levee.adapters.organisation;

import org.jspecify.annotations.NullMarked;
