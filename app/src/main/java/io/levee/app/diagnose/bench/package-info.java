/// What diagnoses cost: run by `levee bench diagnose`.
@NullMarked
package io.levee.app.diagnose.bench;

import org.jspecify.annotations.NullMarked;
