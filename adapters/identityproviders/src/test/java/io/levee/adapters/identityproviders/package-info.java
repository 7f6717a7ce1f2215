@NullMarked
package io.levee.adapters.identityproviders;

import org.jspecify.annotations.NullMarked;
