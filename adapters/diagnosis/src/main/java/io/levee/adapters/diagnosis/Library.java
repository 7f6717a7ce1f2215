package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.Words;
import io.levee.knowledge.diagnosis.Condition;
import io.levee.knowledge.diagnosis.Signature;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Signatures, compiled so that one pass over a log asks all of them. Immutable.
public final class Library {
    private final List<Signature> signatures = new ArrayList<>();
    private final Map<String, String> skills = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private final Map<String, Conditions> conditions = new HashMap<>();
    private final Map<String, List<Integer>> thrown = new HashMap<>();
    private final Map<String, List<Integer>> codes = new HashMap<>();
    private final Map<Integer, List<Integer>> byWord = new HashMap<>();
    private final List<Integer> anyLine = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Vocabulary vocabulary = new Vocabulary();
    private final Words words;

    private Library(List<Skill> skills) {
        Map<String, Signature> known = new HashMap<>();
        for (Skill skill : skills) {
            for (Signature signature : skill.signatures()) {
                Signature other = known.putIfAbsent(signature.id(), signature);
                if (other == null) {
                    add(skill, signature);
                } else {
                    problems.add(Problem.error(
                            signature.file(),
                            signature.line(),
                            "`%s` is a signature of `%s` already".formatted(signature.id(), other.file()),
                            "rename one of them"));
                }
            }
        }
        words = vocabulary.words();
    }

    /// Leaves out signatures whose expressions cannot be read; [#problems] says which.
    public static Library of(List<Skill> skills) {
        return new Library(skills);
    }

    public List<Signature> signatures() {
        return List.copyOf(signatures);
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// The numbers of a signature's conditions.
    record Conditions(List<Integer> all, List<Integer> any, List<Integer> none) {}

    private void add(Skill skill, Signature signature) {
        List<Asked> own = new ArrayList<>();
        try {
            for (List<Condition> some : List.of(
                    signature.match().all(),
                    signature.match().any(),
                    signature.match().none())) {
                some.forEach(condition -> own.add(Asked.of(condition)));
            }
        } catch (IllegalArgumentException e) {
            problems.add(Problem.error(
                    signature.file(),
                    signature.line(),
                    "`%s`: %s".formatted(signature.id(), e.getMessage()),
                    "correct the expression; it has neither look-around nor back-references"));
            return;
        }
        int first = asked.size();
        int any = first + signature.match().all().size();
        int none = any + signature.match().any().size();
        conditions.put(
                signature.id(), new Conditions(range(first, any), range(any, none), range(none, first + own.size())));
        signatures.add(signature);
        skills.put(signature.id(), skill.name());
        for (Asked one : own) {
            int id = asked.size();
            asked.add(one);
            index(id, one);
        }
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private void index(int id, Asked one) {
        switch (one.condition()) {
            case Condition.Code it -> {
                need(id, it.code());
                codes.computeIfAbsent(it.code(), _ -> new ArrayList<>()).add(id);
            }
            case Condition.Thrown it -> {
                String simple = simple(it.name());
                thrown.computeIfAbsent(simple, _ -> new ArrayList<>()).add(id);
                vocabulary.opening(simple);
            }
            case Condition.Written _ ->
                one.message()
                        .flatMap(Expression::needles)
                        .ifPresentOrElse(
                                needles -> needles.texts().forEach(text -> need(id, text)), () -> anyLine.add(id));
            case Condition.Exit _, Condition.Measured _ -> {}
        }
    }

    private void need(int id, String text) {
        byWord.computeIfAbsent(vocabulary.opening(text), _ -> new ArrayList<>()).add(id);
    }

    static String simple(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Words words() {
        return words;
    }

    /// Which skill the signature belongs to.
    String skill(Signature signature) {
        return skills.getOrDefault(signature.id(), "");
    }

    Asked asked(int id) {
        return asked.get(id);
    }

    Conditions conditions(Signature signature) {
        return conditions.getOrDefault(signature.id(), new Conditions(List.of(), List.of(), List.of()));
    }

    /// Conditions that a line with the word may meet.
    List<Integer> byWord(int word) {
        return byWord.getOrDefault(word, List.of());
    }

    /// Conditions about a class, by its simple name.
    List<Integer> byClass(String simple) {
        return thrown.getOrDefault(simple, List.of());
    }

    /// Conditions about a code.
    List<Integer> codes(String code) {
        return codes.getOrDefault(code, List.of());
    }

    /// Conditions that any line of an event may meet.
    List<Integer> ofAnyLine() {
        return anyLine;
    }
}
