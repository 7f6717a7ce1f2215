package io.levee.organisation;

import java.util.Comparator;

/// One thing that is wrong with the organisation folder, told so that whoever reads it can fix it without asking.
///
/// @param file     relative to the folder, with `/`: `teams/kafka/team.yaml`; `.` is the folder itself
/// @param line     from 1; 0 where the problem is the whole file
/// @param severity an error makes the whole revision invalid; a warning does not
/// @param what     what is wrong, with the input in backticks
/// @param fix      what to do about it
public record Problem(String file, int line, Severity severity, String what, String fix)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::what)
            .thenComparing(Problem::fix);

    public enum Severity {
        ERROR,
        WARNING
    }

    public Problem {
        if (line < 0) {
            throw new IllegalArgumentException("line %d of `%s` does not exist".formatted(line, file));
        }
    }

    public static Problem error(String file, int line, String what, String fix) {
        return new Problem(file, line, Severity.ERROR, what, fix);
    }

    public static Problem warning(String file, int line, String what, String fix) {
        return new Problem(file, line, Severity.WARNING, what, fix);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// By file, then line.
    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /// `file:line: what`, without the fix: editors and terminals jump to the place.
    @Override
    public String toString() {
        return line == 0 ? file + ": " + what : file + ":" + line + ": " + what;
    }
}
