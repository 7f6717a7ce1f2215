/// What a call draws on, by the budgets that are declared. Reserving and settling is simulated in testkit.
@NullMarked
package io.levee.budget;

import org.jspecify.annotations.NullMarked;
