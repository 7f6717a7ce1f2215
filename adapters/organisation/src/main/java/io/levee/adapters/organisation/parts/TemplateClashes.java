package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds paths of one API between which a request could not be decided. Compares each path with all before it.
final class TemplateClashes {
    private record Seen(Located<PathTemplate> path, Set<String> methods) {}

    private final Findings findings;
    private final List<Seen> seen = new ArrayList<>();

    TemplateClashes(Findings findings) {
        this.findings = findings;
    }

    void add(Located<PathTemplate> path, Set<String> methods) {
        for (Seen before : seen) {
            PathTemplate template = path.value();
            PathTemplate other = before.path().value();
            boolean sharedMethod = methods.stream().anyMatch(before.methods()::contains);
            if (template.sameShapeAs(other) || (sharedMethod && template.clashesWith(other))) {
                findings.error(
                        path.line(),
                        "path `%s` and `%s` on line %d match the same requests"
                                .formatted(template, other, before.path().line()),
                        "keep one, or make their fixed segments differ");
            }
        }
        seen.add(new Seen(path, methods));
    }
}
