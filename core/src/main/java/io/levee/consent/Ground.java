package io.levee.consent;

import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import java.util.List;
import java.util.Optional;

/// One question about one principal of the chain, and how it was answered.
///
/// @param refusal  empty where the answer was yes
/// @param evidence what was looked at, for a yes and for a no
/// @param detail   ids only
/// @param hold     the yes waits for a person
public record Ground(
        ActorId principal,
        Question question,
        Optional<ConsentRefusal> refusal,
        List<Evidence> evidence,
        String detail,
        Optional<Hold> hold) {
    /// In the order in which they are asked.
    public enum Question {
        IDENTITY("is known and active"),
        DELEGATION("may act for the person"),
        PASSPORT("has a passport that covers it"),
        POLICY("is permitted by the policies");

        private final String words;

        Question(String words) {
            this.words = words;
        }

        /// What a yes means, as the end of a sentence that begins with the principal.
        public String words() {
            return words;
        }
    }

    public Ground {
        evidence = List.copyOf(evidence);
    }

    static Ground yes(ActorId principal, Question question, List<Evidence> evidence) {
        return new Ground(principal, question, Optional.empty(), evidence, "", Optional.empty());
    }

    static Ground held(ActorId principal, Question question, List<Evidence> evidence, Hold hold) {
        return new Ground(principal, question, Optional.empty(), evidence, "", Optional.of(hold));
    }

    static Ground no(
            ActorId principal, Question question, ConsentRefusal refusal, List<Evidence> evidence, String detail) {
        return new Ground(principal, question, Optional.of(refusal), evidence, detail, Optional.empty());
    }

    public boolean isYes() {
        return refusal.isEmpty();
    }
}
