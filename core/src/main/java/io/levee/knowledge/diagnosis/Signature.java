package io.levee.knowledge.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How one failure looks, what it means and what may be done about it.
///
/// @param id         unique over the starter library and the organisation
/// @param engine     one of [Skill#ENGINES]
/// @param confidence from 0 to 1: how sure the cause is where this is the root of the failure
/// @param explains   ids of what follows from this failure, where both are found
/// @param cause      for whoever asks; `{argument}` is replaced
/// @param evidence   what else to collect, in words of a closed list
/// @param verify     how to tell that the remedy helped
/// @param source     where the engine says so
/// @param file       where it is written
/// @param line       of its id, from 1
public record Signature(
        String id,
        String title,
        String engine,
        Kind kind,
        Part part,
        double confidence,
        Match match,
        List<String> explains,
        String cause,
        List<String> evidence,
        Remedy remedy,
        String verify,
        String source,
        List<Example> examples,
        String file,
        int line) {
    public Signature {
        explains = List.copyOf(explains);
        evidence = List.copyOf(evidence);
        examples = List.copyOf(examples);
        if (!(confidence > 0 && confidence <= 1)) {
            throw new IllegalArgumentException("`confidence: %s` is not above 0 and at most 1".formatted(confidence));
        }
    }

    /// What sort of thing is wrong. Causes of different kinds are rivals: at most one is right.
    public enum Kind {
        CODE,
        DATA,
        CONFIGURATION,
        RESOURCE,
        PERMISSION,
        DEPENDENCY,
        NETWORK,
        PLATFORM;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            ("`kind: %s` is not known: write code, data, configuration, resource, permission,"
                                            + " dependency, network or platform")
                                    .formatted(word)));
        }
    }

    /// Whose part it is to mend.
    public enum Part {
        /// Whoever wrote the job.
        JOB,
        /// Whoever runs the engine or the cluster.
        PLATFORM,
        EITHER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Part of(String word) {
            return Arrays.stream(values())
                    .filter(part -> part.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "`part: %s` is not known: write job, platform or either".formatted(word)));
        }
    }

    /// All of `all`, one of `any` where there is one, and none of `none`.
    public record Match(List<Condition> all, List<Condition> any, List<Condition> none) {
        public Match {
            all = List.copyOf(all);
            any = List.copyOf(any);
            none = List.copyOf(none);
        }
    }

    /// An excerpt of a log.
    ///
    /// @param matches whether it must be diagnosed as this, else it must not
    /// @param args    that it must give, among others
    /// @param line    where it is written, from 1
    public record Example(boolean matches, String log, Map<String, String> args, int line) {
        public Example {
            args = Map.copyOf(args);
        }
    }
}
