package io.levee.rooms.review;

import io.levee.change.Change;
import io.levee.change.Structures;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// All reviewers at one table. Pure: the same change and the same rulebook give the same decision,
/// without a clock, without chance and without a model. Thread-safe.
public final class Panel {
    private final Rulebook rulebook;
    private final ChangeReading reading;
    private final Map<String, Guardrail> guardrails = new HashMap<>();
    private final Map<String, Document> documents = new HashMap<>();

    public Panel(Rulebook rulebook, Structures structures) {
        this(rulebook, new ChangeReading(rulebook.catalog(), structures));
    }

    private Panel(Rulebook rulebook, ChangeReading reading) {
        this.rulebook = rulebook;
        this.reading = reading;
        rulebook.reviewers().forEach(reviewer -> reviewer.guardrails().forEach(it -> guardrails.put(it.id(), it)));
        rulebook.documents().forEach(it -> documents.put(it.id(), it));
    }

    /// The same reviewers, for a change that is made there.
    Panel in(Repository repository) {
        return new Panel(rulebook.in(repository), reading);
    }

    public ReviewDecision review(ReviewRequest request) {
        return reviewed(request).decision();
    }

    /// A decision with the change as it was read.
    record Reviewed(ReadChange change, ReviewDecision decision) {}

    Rulebook rulebook() {
        return rulebook;
    }

    Reviewed reviewed(ReviewRequest request) {
        ReadChange change = reading.read(request);
        SortedMap<TeamId, List<String>> asked = AffectedRules.asked(change, rulebook.catalog(), rulebook.owners());
        SortedMap<TeamId, List<String>> waiting = GateRules.guarded(change, rulebook);
        SortedMap<TeamId, Reviewer.Looked> looked = new TreeMap<>();
        Map<SharedRule, SharedRule.Said> said = new HashMap<>();
        Quotes quotes = new Quotes(request.change());
        List<Finding> found = new ArrayList<>(GateRules.broken(change, rulebook.gate(), quotes));
        found.addAll(GateRules.hidden(change, rulebook.gate(), quotes));
        found.addAll(GateRules.secrets(change, rulebook.gate(), quotes));
        for (Reviewer reviewer : rulebook.reviewers()) {
            Reviewer.Looked look = reviewer.look(change, said);
            looked.put(reviewer.team(), look);
            look.hits().forEach(hit -> found.add(FindingRules.of(hit, documents, quotes)));
        }
        found.addAll(CoChangeRules.missing(change, rulebook, quotes));
        found.addAll(PrecedentRules.found(change, asked.keySet(), rulebook, documents, quotes));
        CitationRules citations = new CitationRules(
                request, guardrails, documents, rulebook.learnt().together());
        List<Finding> kept = new ArrayList<>();
        List<Finding> dropped = new ArrayList<>();
        found.forEach(finding -> (citations.hold(finding) ? kept : dropped).add(finding));
        List<Finding> all = JoinRules.merged(kept);
        dropped.stream()
                .filter(Finding::blocks)
                .forEach(lost -> looked.merge(lost.team(), Reviewer.Looked.failed(lost.rule()), Reviewer.Looked::and));
        List<Finding> findings = all.subList(0, Math.min(all.size(), Finding.FINDINGS_MAX));
        List<Change.NotReviewed> unseen = new ArrayList<>(request.change().notReviewed());
        unseen.addAll(GateRules.unjudged(change, quotes));
        RiskModel risk = rulebook.learnt().risk();
        RiskMeasures measures = RiskMeasures.of(request, findings, unseen.size());
        Review review = new Review(
                risk.risk(measures),
                risk.outcomes(),
                verdicts(
                        request.creator(), asked, waiting, looked, all, team -> risk.risk(measures.of(team, findings))),
                findings,
                unseen,
                change.altered().values().stream()
                        .filter(it -> !it.isDirect())
                        .map(Altered::way)
                        .toList());
        return new Reviewed(change, JoinRules.decide(review));
    }

    private List<Verdict> verdicts(
            Creator creator,
            SortedMap<TeamId, List<String>> asked,
            SortedMap<TeamId, List<String>> waiting,
            SortedMap<TeamId, Reviewer.Looked> looked,
            List<Finding> findings,
            ToDoubleFunction<TeamId> risk) {
        SortedSet<TeamId> teams = new TreeSet<>(asked.keySet());
        teams.addAll(waiting.keySet());
        looked.forEach((team, look) -> {
            if (!look.about().isEmpty() || !look.failed().isEmpty()) {
                teams.add(team);
            }
        });
        findings.forEach(finding -> {
            teams.add(finding.team());
            teams.addAll(finding.also());
        });
        return teams.stream()
                .map(team -> verdict(team, asked, waiting, looked, findings, risk))
                .map(verdict -> apart(verdict, creator))
                .toList();
    }

    private static Verdict verdict(
            TeamId team,
            SortedMap<TeamId, List<String>> asked,
            SortedMap<TeamId, List<String>> waiting,
            SortedMap<TeamId, Reviewer.Looked> looked,
            List<Finding> findings,
            ToDoubleFunction<TeamId> risk) {
        Reviewer.Looked look = looked.getOrDefault(team, Reviewer.Looked.NOTHING);
        List<String> why = new ArrayList<>(asked.getOrDefault(team, List.of()));
        look.about().forEach(format -> why.add("has rules about %s files".formatted(format)));
        if (why.isEmpty() && findings.stream().anyMatch(it -> it.team().equals(team))) {
            why.add("its rules found something");
        }
        why.addAll(waiting.getOrDefault(team, List.of()));
        ReviewState state = JoinRules.state(team, look.asked(), look.failed(), findings, waiting.containsKey(team));
        return new Verdict(
                team,
                why,
                state,
                look.asked(),
                look.failed(),
                risk.applyAsDouble(team),
                Advised.NOT,
                Optional.empty(),
                Separation.APART);
    }

    /// INVARIANT I6: whoever made the change, or stands alone behind who judges it, is no yes.
    private Verdict apart(Verdict verdict, Creator creator) {
        Optional<ReviewAgent> agent = Optional.ofNullable(rulebook.agents().get(verdict.team()));
        Separation separation = agent.map(it -> it.from(creator)).orElse(Separation.APART);
        boolean letsItself = separation != Separation.APART && verdict.state().lets();
        return new Verdict(
                verdict.team(),
                verdict.why(),
                letsItself ? ReviewState.WAITING : verdict.state(),
                verdict.asked(),
                verdict.failed(),
                verdict.risk(),
                verdict.advised(),
                agent.map(ReviewAgent::agent),
                separation);
    }
}
