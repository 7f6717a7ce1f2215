/// What is remembered ([ScopeTest]).
@NullMarked
package io.levee.facts;

import org.jspecify.annotations.NullMarked;
