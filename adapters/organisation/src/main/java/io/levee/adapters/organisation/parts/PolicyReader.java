package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.organisation.PolicySource;

/// `policies/*.cedar`, kept as text: whoever understands Cedar checks it with the whole organisation at hand.
final class PolicyReader implements PartReader {
    @Override
    public Part read(Source source, Findings findings) {
        if (source.text().isBlank()) {
            findings.error(0, "the file is empty", "write a policy, or delete it");
            return Part.EMPTY;
        }
        Part.Draft draft = new Part.Draft();
        draft.declare(new Declaration.OfPolicies(new PolicySource(source.file(), source.text())));
        return draft.part();
    }
}
