package io.levee.adapters.organisation.yaml;

/// One text file of the folder.
///
/// @param file relative to the folder, with `/`
public record Source(String file, String text) {
    /// The file's name without its folders.
    public String name() {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /// The name without `ending`: `agents/report-writer.yaml` is `report-writer`.
    public String nameWithout(String ending) {
        return name().substring(0, name().length() - ending.length());
    }

    /// The folder at `depth`, from 0: `teams/kafka/team.yaml` has `kafka` at 1.
    public String folder(int depth) {
        return file.split("/", -1)[depth];
    }
}
