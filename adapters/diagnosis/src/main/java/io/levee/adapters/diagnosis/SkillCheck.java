package io.levee.adapters.diagnosis;

import io.levee.knowledge.diagnosis.Condition;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.knowledge.diagnosis.Signature;
import io.levee.knowledge.diagnosis.Signature.Example;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.organisation.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether skills do what they say: every expression can be read, every example is diagnosed as
/// its signature among all the others, with its arguments, and no look-alike is.
public final class SkillCheck {
    private static final Pattern HOLE = Pattern.compile("\\{([a-z][a-zA-Z0-9_]{0,40})}");

    private SkillCheck() {}

    /// @param checked whose examples are run
    /// @param others  skills that are asked as well
    public static List<Problem> of(List<Skill> checked, List<Skill> others) {
        Library library =
                Library.of(Stream.concat(checked.stream(), others.stream()).toList());
        List<Problem> problems = new ArrayList<>(library.problems());
        Set<String> ids = library.signatures().stream().map(Signature::id).collect(Collectors.toSet());
        LogDiagnostician diagnostician = new LogDiagnostician(library);
        for (Skill skill : checked) {
            for (Signature signature : skill.signatures()) {
                unknownIds(signature, ids, problems);
                holes(signature, problems);
                if (ids.contains(signature.id())) {
                    signature.examples().forEach(example -> example(signature, example, diagnostician, problems));
                }
            }
        }
        Collections.sort(problems);
        return List.copyOf(problems);
    }

    private static void unknownIds(Signature signature, Set<String> ids, List<Problem> problems) {
        signature.explains().stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> problems.add(error(
                        signature,
                        signature.line(),
                        "`explains` names `%s`, which is no signature".formatted(id),
                        "correct the id, or take it out")));
    }

    /// An argument that no expression finds would be shown as `…`.
    private static void holes(Signature signature, List<Problem> problems) {
        Set<String> found = new TreeSet<>(Filling.LATER);
        Stream.of(signature.match().all(), signature.match().any())
                .flatMap(List::stream)
                .forEach(condition -> readable(condition)
                        .flatMap(Asked::message)
                        .ifPresent(it -> found.addAll(it.pattern().namedGroups().keySet())));
        List<String> texts =
                new ArrayList<>(List.of(signature.cause(), signature.remedy().command()));
        texts.addAll(signature.remedy().args().values());
        for (String text : texts) {
            Matcher hole = HOLE.matcher(text);
            while (hole.find()) {
                if (!found.contains(hole.group(1)) && !signature.remedy().args().containsKey(hole.group(1))) {
                    problems.add(error(
                            signature,
                            signature.line(),
                            "`{%s}` of `%s` is found by no expression".formatted(hole.group(1), signature.id()),
                            "name a group `(?<%s>…)`, or write the value".formatted(hole.group(1))));
                }
            }
        }
    }

    private static Optional<Asked> readable(Condition condition) {
        try {
            return Optional.of(Asked.of(condition));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // the library says so
        }
    }

    private static void example(
            Signature signature, Example example, LogDiagnostician diagnostician, List<Problem> problems) {
        LogDiagnostician.Reasoned reasoned = diagnostician.reasoned(List.of(log(example)), Known.NOTHING);
        Diagnosis diagnosis = reasoned.diagnosis();
        boolean first = diagnosis.signature().equals(signature.id());
        if (!example.matches()) {
            if (first) {
                problems.add(error(
                        signature,
                        example.line(),
                        "a look-alike is diagnosed as `%s`".formatted(signature.id()),
                        "make the expression narrower, or add `none`"));
            }
            return;
        }
        if (!first) {
            problems.add(error(
                    signature,
                    example.line(),
                    "an example of `%s` is diagnosed as `%s`".formatted(signature.id(), diagnosis.signature()),
                    diagnosis.isKnown()
                            ? "let `%s` explain it, or make one of them narrower".formatted(signature.id())
                            : "correct the expressions: none of them matches, or only in passing"));
            return;
        }
        Map<String, String> args = reasoned.args();
        new TreeMap<>(example.args()).forEach((name, value) -> {
            if (!value.equals(args.get(name))) {
                problems.add(error(
                        signature,
                        example.line(),
                        "the argument `%s` of an example is `%s`, not `%s`".formatted(name, args.get(name), value),
                        "correct the group `(?<%s>…)`, or the example".formatted(name)));
            }
        });
    }

    private static LogFile log(Example example) {
        byte[] bytes = example.log().getBytes(StandardCharsets.UTF_8);
        return new LogFile("example", () -> new ByteArrayInputStream(bytes));
    }

    private static Problem error(Signature signature, int line, String what, String fix) {
        return Problem.error(signature.file(), line, what, fix);
    }
}
