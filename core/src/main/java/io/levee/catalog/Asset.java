package io.levee.catalog;

import io.levee.identity.TeamId;
import java.util.Set;

/// Something that a team owns.
///
/// @param dependsOn what must work for this to work: a change of those reaches this
/// @param reaches   what a change of this can alter besides its dependents: a flag that switches a producer on
///                  reaches the producer's topic
/// @param labels     what is known about the data it holds: `pii`, `payroll`
/// @param clearedFor labels of data that everybody who can see this may see, besides its own
public record Asset(
        AssetId id,
        TeamId owner,
        String description,
        Set<AssetId> dependsOn,
        Set<AssetId> reaches,
        Set<String> labels,
        Set<String> clearedFor) {
    public Asset {
        dependsOn = Set.copyOf(dependsOn);
        reaches = Set.copyOf(reaches);
        labels = Set.copyOf(labels);
        clearedFor = Set.copyOf(clearedFor);
    }

    /// Whether data with this label may go here.
    public boolean clears(String label) {
        return labels.contains(label) || clearedFor.contains(label);
    }
}
