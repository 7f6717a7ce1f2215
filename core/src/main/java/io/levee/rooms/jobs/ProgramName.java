package io.levee.rooms.jobs;

/// The program that a word of a command names, wherever it lies: `spark-submit` of
/// `/opt/spark/bin/spark-submit`.
public final class ProgramName {
    private ProgramName() {}

    public static String of(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }
}
