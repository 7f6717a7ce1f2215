/// Proofs of consent: the table of refusals ([ConsentRulesTest], I7), random organisations and chains
/// ([ConsentSimulationTest], I2), and the stops that are in force ([OpenStopsTest], I3).
@NullMarked
package io.levee.budget;

import org.jspecify.annotations.NullMarked;
