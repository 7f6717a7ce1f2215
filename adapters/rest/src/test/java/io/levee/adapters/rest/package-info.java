@NullMarked
package io.levee.adapters.rest;

import org.jspecify.annotations.NullMarked;
