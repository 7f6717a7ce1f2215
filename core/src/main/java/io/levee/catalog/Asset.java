package io.levee.catalog;

import io.levee.identity.TeamId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Something that a team owns.
///
/// @param dependsOn what must work for this to work: a change of those reaches this
/// @param reaches   what a change of this can alter besides its dependents: a flag that switches
///                  a producer on reaches the producer's topic
/// @param labels     what is known about the data it holds: `pii`, `payroll`
/// @param clearedFor labels of data that everybody who can see this may see, besides its own
/// @param paths      where in the repository it is described or made: a change there is a change
///                   of it
/// @param settings   what is known of how it is set up, such as `retention.bytes` of a topic
public record Asset(
        AssetId id,
        TeamId owner,
        String description,
        Set<AssetId> dependsOn,
        Set<AssetId> reaches,
        Set<String> labels,
        Set<String> clearedFor,
        List<PathPattern> paths,
        Map<String, String> settings) {
    public Asset {
        dependsOn = Set.copyOf(dependsOn);
        reaches = Set.copyOf(reaches);
        labels = Set.copyOf(labels);
        clearedFor = Set.copyOf(clearedFor);
        paths = List.copyOf(paths);
        settings = Map.copyOf(settings);
    }

    /// One of which no path and no setting is known.
    public Asset(
            AssetId id,
            TeamId owner,
            String description,
            Set<AssetId> dependsOn,
            Set<AssetId> reaches,
            Set<String> labels,
            Set<String> clearedFor) {
        this(id, owner, description, dependsOn, reaches, labels, clearedFor, List.of(), Map.of());
    }

    /// Whether data with this label may go here.
    public boolean clears(String label) {
        return labels.contains(label) || clearedFor.contains(label);
    }
}
