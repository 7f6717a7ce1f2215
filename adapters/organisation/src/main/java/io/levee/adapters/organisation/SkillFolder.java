package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.SignatureReader;
import io.levee.adapters.organisation.parts.SkillPage;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.knowledge.diagnosis.Signature;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one skill: its `SKILL.md` and, where it has one, its `diagnosis.yaml`.
public final class SkillFolder {
    private SkillFolder() {}

    /// @param skill empty where its page cannot be read
    public record Read(Optional<Skill> skill, List<Problem> problems) {
        public Read {
            problems = List.copyOf(problems);
        }
    }

    /// @param folder    the last part of it is the skill's name: `skills/spark-batch`
    /// @param diagnosis the text of `diagnosis.yaml`
    public static Read of(String folder, String page, Optional<String> diagnosis) {
        Findings onPage = new Findings(folder + "/SKILL.md");
        Findings onDiagnosis = new Findings(folder + "/diagnosis.yaml");
        List<Signature> signatures = diagnosis
                .map(text -> SignatureReader.signatures(new Source(onDiagnosis.file(), text), onDiagnosis))
                .orElse(List.of());
        Optional<Skill> skill =
                SkillPage.read(new Source(onPage.file(), page), onPage).map(read -> skill(read, signatures));
        List<Problem> problems = new ArrayList<>(onPage.list());
        problems.addAll(onDiagnosis.list());
        return new Read(skill, problems);
    }

    private static Skill skill(SkillPage page, List<Signature> signatures) {
        String engine = signatures.isEmpty() ? "" : signatures.getFirst().engine();
        return new Skill(
                page.name(), page.description(), page.allowedTools(), page.metadata(), engine, page.body(), signatures);
    }
}
