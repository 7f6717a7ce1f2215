/// The stop of roles, on real servers: [Warehouse] is one.
@NullMarked
package io.levee.adapters.postgres.roles;

import org.jspecify.annotations.NullMarked;
