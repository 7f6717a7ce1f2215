package io.levee.adapters.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.organisation.Organisation;
import java.nio.file.Path;
import java.util.List;

/// The acme organisation of the examples, loaded and compiled.
final class Acme {
    private Acme() {}

    static Path folder() {
        return Path.of(System.getProperty("levee.root", "../..")).resolve("examples/acme");
    }

    static Organisation organisation() {
        Reading reading = new OrganisationFolder(folder(), List.of(new CedarPolicies())).read();
        assertThat(reading).as("%s", reading).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).organisation();
    }

    static InForce inForce(Organisation organisation) {
        Compilation compilation = new CedarPolicies().compile(organisation);
        assertThat(compilation).as("%s", compilation.problems()).isInstanceOf(Compilation.Compiled.class);
        return inForce(organisation, (Compilation.Compiled) compilation);
    }

    static InForce inForce(Organisation organisation, Compilation.Compiled compiled) {
        return new InForce(organisation.revision(), organisation, organisation.catalog(), compiled.policy());
    }

    static Consents consents() {
        InForce inForce = inForce(organisation());
        return new Consents(() -> inForce);
    }
}
