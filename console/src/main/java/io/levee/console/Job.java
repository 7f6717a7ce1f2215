package io.levee.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One job as the API tells it.
///
/// @param state   `waiting`, `running`, `checking`, `publishing`, `diagnosing` or `closed`
/// @param outcome `succeeded`, `handed-back`, `handed-over`, `stopped` or `quarantined`; null while
///                it is open
/// @param program the first word of its command
/// @param mender  the team that has what is not the job's own part; null for none
/// @param trust   the rung up to which it is mended without people
/// @param rerunOf the job that it repeats; null for none
/// @param about   what kind of job it is; null in a list
/// @param touches parts of the platform, of other teams mostly; none in a list
public record Job(
        String id,
        String state,
        @Nullable String outcome,
        String why,
        String agent,
        String person,
        String owner,
        @Nullable String mender,
        String asset,
        String skill,
        String engine,
        String program,
        String session,
        List<String> reads,
        List<Output> outputs,
        String trust,
        int attemptsMax,
        String admittedAt,
        String deadline,
        @Nullable String rerunOf,
        @Nullable About about,
        @Nullable List<Part> touches,
        List<JobAttempt> attempts) {
    static final int NAMES_MAX = 100;
    static final int PAGES_MAX = 10;
    static final int ATTEMPTS_MAX = 50;

    public Job {
        why = Plain.text(why);
        asset = Plain.text(asset);
        program = Plain.text(program);
        reads = Plain.texts(reads, NAMES_MAX);
        outputs = outputs.stream().limit(NAMES_MAX).toList();
        touches =
                touches == null ? List.of() : touches.stream().limit(NAMES_MAX).toList();
        attempts = attempts.stream()
                .skip(Math.max(0, attempts.size() - ATTEMPTS_MAX))
                .toList();
    }

    /// @param folder where an attempt leaves it, until its checks pass
    public record Output(String asset, String folder, List<String> checks) {
        public Output {
            asset = Plain.text(asset);
            folder = Plain.text(folder);
            checks = Plain.texts(checks, NAMES_MAX);
        }
    }

    /// @param ref the page of a skill that says so
    public record About(String text, String ref) {
        public About {
            text = Plain.text(text);
            ref = Plain.text(ref);
        }
    }

    /// @param what    what the catalog says it is; may be empty
    /// @param channel where its owner is written to; may be empty
    /// @param pages   of its owner, about it
    public record Part(String asset, String what, String owner, String channel, List<Page> pages) {
        public Part {
            asset = Plain.text(asset);
            what = Plain.text(what);
            owner = Plain.text(owner);
            channel = Plain.text(channel);
            pages = pages.stream().limit(PAGES_MAX).toList();
        }
    }

    /// @param ref   file and line in the organisation's folder
    /// @param quote its first words
    public record Page(String title, String ref, String quote) {
        public Page {
            title = Plain.text(title);
            ref = Plain.text(ref);
            quote = Plain.text(quote);
        }
    }

    public boolean isOpen() {
        return outcome == null;
    }

    public boolean isQuarantined() {
        return word().equals("quarantined");
    }

    public String who() {
        return Decision.name(agent) + " for " + Decision.name(person);
    }

    /// Where it is, in one word: the word that filters know.
    public String word() {
        return outcome == null ? state : outcome;
    }

    /// The colour of [#word()].
    public String colour() {
        return switch (word()) {
            case "succeeded" -> "allowed";
            case "handed-back", "handed-over" -> "denied";
            case "stopped", "quarantined" -> "stopped";
            default -> "waits";
        };
    }

    /// Why it is where it is; of one that only runs there is nothing to say.
    public String reason() {
        if (!why.isEmpty()) {
            return why;
        }
        return switch (state) {
            case "waiting" -> "it waits for its first attempt";
            case "running" -> "it runs";
            case "checking" -> "its outputs are held against their checks";
            case "publishing" -> "its outputs take their place";
            case "diagnosing" -> "it failed; its log is read";
            default -> "";
        };
    }

    /// Who has it in hand now that it is over; empty where nobody needs to.
    public String inHand() {
        return switch (word()) {
            case "handed-back" -> Decision.name(person);
            case "handed-over", "quarantined" -> mender == null ? Decision.name(person) : "team " + mender;
            default -> "";
        };
    }

    /// Whose part of it is to be mended, as a sentence.
    public String part(JobAttempt.Diagnosis diagnosis) {
        return switch (diagnosis.part()) {
            case "job" -> "It is the job’s own part: %s can mend it.".formatted(Decision.name(person));
            case "platform" ->
                mender == null
                        ? "It is the platform’s part, and no team is named for it."
                        : "It is the platform’s part: team %s can mend it.".formatted(mender);
            default -> "Whose part it is, is not known.";
        };
    }
}
