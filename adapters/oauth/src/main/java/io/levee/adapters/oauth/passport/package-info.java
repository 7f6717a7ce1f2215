/// The seven questions that an agent must answer, answered from live facts: [Passports] joins what the organisation
/// declares with what policies permit now, what the ledger has seen ([Sightings]) and which tokens and stops are open.
/// It decides nothing.
@NullMarked
package io.levee.adapters.oauth.passport;

import org.jspecify.annotations.NullMarked;
