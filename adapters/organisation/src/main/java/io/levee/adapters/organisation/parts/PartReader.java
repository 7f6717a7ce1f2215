package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Source;

/// Reads one kind of file. Never throws for what stands in it: problems are findings, and whatever could be
/// read is in the part. A pure function of the source.
@FunctionalInterface
public interface PartReader {
    Part read(Source source, Findings findings);
}
