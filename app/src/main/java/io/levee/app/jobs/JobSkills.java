package io.levee.app.jobs;

import io.levee.adapters.diagnosis.Excerpts;
import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.LogDiagnostician;
import io.levee.adapters.diagnosis.Skills;
import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.rooms.jobs.Finding;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.supposing.Briefing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What is known about running jobs: the starter library, and the skills of the organisation as it is now,
/// which replace those of the same name. Thread-safe.
public final class JobSkills {
    private static final System.Logger LOG = System.getLogger(JobSkills.class.getName());

    /// What commands have filled in from the job, not from its log.
    private static final Pattern FILLED = Pattern.compile("\\{(job|memory)\\}");

    /// Characters of a title, for a model.
    private static final int TITLE_MAX = 200;

    private final Path organisation;
    private final Supplier<String> revision;
    private final List<Skill> starter = Skills.starter().skills();
    private final AtomicReference<Optional<Read>> read = new AtomicReference<>(Optional.empty());

    private record Read(String revision, Map<String, Skill> skills, Library library, LogDiagnostician diagnostician) {}

    /// @param organisation its folder
    /// @param revision     that is in force
    public JobSkills(Path organisation, Supplier<String> revision) {
        this.organisation = organisation;
        this.revision = revision;
    }

    public Optional<Skill> find(String name) {
        return Optional.ofNullable(now().skills().get(name));
    }

    /// Why the last attempt failed, as far as its log and its exit code say.
    public Diagnosis diagnose(Job job, List<LogFile> log) {
        Read now = now();
        Optional<String> engine = Optional.ofNullable(
                        now.skills().get(job.spec().skill()))
                .map(Skill::engine)
                .filter(name -> !name.isEmpty());
        OptionalInt exit =
                job.last().flatMap(Job.Attempt::exit).map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return now.diagnostician().diagnose(log, new Known(engine, exit, Map.of()));
    }

    /// What a model may see of the last attempt.
    Briefing briefing(Job job, Finding finding, List<LogFile> log) {
        List<Cited> lines = Excerpts.of(log, library(), Briefing.LINES_MAX, Briefing::bytes, Briefing.BYTES_MAX);
        String ended = job.last()
                .map(it -> it.exit().map("exit code %d"::formatted).orElse(it.ended()))
                .orElse("");
        boolean likely = !finding.signature().equals(Diagnosis.UNKNOWN);
        return new Briefing(
                job.spec().skill(),
                ended,
                likely ? finding.signature() : "",
                lines,
                find(job.spec().skill()).map(JobSkills::offered).orElse(List.of()));
    }

    /// Remedies that say all by themselves; others wait for what their signature finds in a log.
    private static List<Briefing.Offered> offered(Skill skill) {
        return skill.signatures().stream()
                .filter(it -> it.remedy().args().values().stream().noneMatch(arg -> arg.contains("{")))
                .filter(it ->
                        !FILLED.matcher(it.remedy().command()).replaceAll("").contains("{"))
                .limit(Briefing.REMEDIES_MAX)
                .map(it -> new Briefing.Offered(it.id(), cut(it.title()), it.remedy()))
                .toList();
    }

    private static String cut(String title) {
        return title.substring(0, Math.min(title.length(), TITLE_MAX));
    }

    /// All signatures that are known now.
    Library library() {
        return now().library();
    }

    /// What a skill says of its kind of job in its first words, for who never heard of it.
    public Optional<String> about(String name) {
        return find(name).map(skill -> {
            String words = skill.body()
                    .lines()
                    .dropWhile(line -> line.isBlank() || line.startsWith("#"))
                    .takeWhile(line -> !line.isBlank())
                    .reduce((one, other) -> one + " " + other)
                    .orElse(skill.description());
            return words.replace("**", "");
        });
    }

    private Read now() {
        String wanted = revision.get();
        Optional<Read> known = read.get();
        if (known.isPresent() && known.get().revision().equals(wanted)) {
            return known.get();
        }
        Read fresh = read(wanted);
        read.set(Optional.of(fresh));
        return fresh;
    }

    private Read read(String wanted) {
        Map<String, Skill> all = new HashMap<>();
        starter.forEach(skill -> all.put(skill.name(), skill));
        try {
            Skills.Read own = Skills.in(organisation.resolve("teams"));
            own.skills().forEach(skill -> all.put(skill.name(), skill));
        } catch (IOException e) { // it was valid when it was read: the starter library does
            LOG.log(System.Logger.Level.WARNING, "the organisation's skills cannot be read: {0}", e.getMessage());
        }
        Library library = Library.of(new ArrayList<>(all.values()));
        return new Read(wanted, Map.copyOf(all), library, new LogDiagnostician(library));
    }
}
