package io.levee.rooms.review;

import io.levee.knowledge.Conditions;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A rule of one or more teams, compiled once something concerns it: most changes concern few.
/// Thread-safe; known by its identity.
final class SharedRule {
    private final Guardrail guardrail;
    private final Conditions conditions;
    private final AtomicReference<Rule.@Nullable Compiled> compiled = new AtomicReference<>();

    SharedRule(Guardrail guardrail, Conditions conditions) {
        this.guardrail = guardrail;
        this.conditions = conditions;
    }

    /// What the rule says of a whole change, whoever's it is.
    ///
    /// @param concerned whether it had something to look at
    /// @param about     formats that it is made for
    /// @param failed    its id, where it could not tell or does not compile
    record Said(boolean concerned, SortedSet<String> about, List<Reviewer.Hit> hits, Optional<String> failed) {}

    Said ask(ReadChange change) {
        boolean concerned = false;
        boolean failed = false;
        SortedSet<String> about = new TreeSet<>();
        List<Reviewer.Hit> hits = new ArrayList<>();
        for (ReadFile file : change.files()) {
            if (!Rule.concerns(guardrail, file.file(), file.structured(), file.touched())) {
                continue;
            }
            concerned = true;
            if (guardrail.appliesTo().formats().contains(file.format())) {
                about.add(file.format());
            }
            switch (rule()) {
                case Rule.Compiled.Broken _ -> failed = true;
                case Rule.Compiled.Ready(var rule) -> {
                    for (Rule.Match match : rule.in(file.file(), file.structured(), file.touched())) {
                        failed |= !match.told();
                        if (match.told()) {
                            hits.add(new Reviewer.Hit(file, match));
                        }
                    }
                }
            }
        }
        return new Said(concerned, about, hits, failed ? Optional.of(guardrail.id()) : Optional.empty());
    }

    private Rule.Compiled rule() {
        Rule.Compiled known = compiled.get();
        if (known == null) {
            known = Rule.of(guardrail, conditions);
            compiled.set(known);
        }
        return known;
    }
}
