@NullMarked
package io.levee.adapters.models;

import org.jspecify.annotations.NullMarked;
