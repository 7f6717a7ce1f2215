/// Tests of the line of an entry. [Samples] has one believable fact of each record, kept as golden files;
/// [RandomFacts] has any number of unbelievable ones.
@NullMarked
package io.levee.adapters.json;

import org.jspecify.annotations.NullMarked;
