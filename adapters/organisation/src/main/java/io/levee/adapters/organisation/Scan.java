package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.Layout;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.organisation.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/// The bytes of every file of the folder that belongs to the organisation, and what was wrong while they
/// were read.
record Scan(SortedMap<String, byte[]> files, List<Problem> problems) {
    static final int FILES_MAX = 10_000;
    static final int FILE_BYTES_MAX = 1 << 20;
    /// Of the description of an API, which a machine may have written: some have ten thousand operations.
    static final int DESCRIPTION_BYTES_MAX = Yaml.CHARACTERS_MAX;
    static final int ALL_BYTES_MAX = 64 << 20;
    static final int DEPTH_MAX = 10;

    static int bytesMax(String file) {
        return Layout.describesApi(file) ? DESCRIPTION_BYTES_MAX : FILE_BYTES_MAX;
    }

    static Scan of(Path root) {
        return new Walk(root).scan();
    }
}
