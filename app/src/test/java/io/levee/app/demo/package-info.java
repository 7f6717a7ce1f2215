/// The demo's scenarios as tests.
@NullMarked
package io.levee.app.demo;

import org.jspecify.annotations.NullMarked;
