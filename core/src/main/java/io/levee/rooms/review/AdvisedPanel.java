package io.levee.rooms.review;

import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Passage;
import io.levee.rooms.review.StricterRules.Added;
import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Advisers;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.ClaimRules;
import io.levee.rooms.review.advice.Seat;
import io.levee.rooms.review.advice.Spend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/// The panel, and then the models of the teams that it asked. What the panel decided stands,
/// whatever models say, or whether they say anything (I4). Thread-safe.
public final class AdvisedPanel {
    /// Models that are asked about one change.
    public static final int TEAMS_MAX = 10;

    private final Panel panel;
    private final Advisers advisers;
    private final Asking asking;

    /// @param threads  one thread for each question, as of virtual threads
    /// @param patience for all models together
    public AdvisedPanel(Panel panel, Advisers advisers, Spend spend, Executor threads, Duration patience) {
        this(panel, advisers, new Asking(spend, threads, patience));
    }

    private AdvisedPanel(Panel panel, Advisers advisers, Asking asking) {
        this.panel = panel;
        this.advisers = advisers;
        this.asking = asking;
    }

    /// Another panel, within the same limits.
    public AdvisedPanel over(Panel other, Advisers others) {
        return new AdvisedPanel(other, others, asking);
    }

    /// As [Panel#in].
    AdvisedPanel in(Repository repository) {
        return new AdvisedPanel(panel.in(repository), advisers, asking);
    }

    public ReviewDecision review(ReviewRequest request) {
        Panel.Reviewed reviewed = panel.reviewed(request);
        SortedMap<TeamId, Seat> seats = new TreeMap<>();
        for (Verdict verdict : reviewed.decision().review().verdicts()) {
            Optional<ActorId> person = agent(verdict.team()).flatMap(it -> it.behind(request.creator()));
            advisers.of(verdict.team(), person).ifPresent(seat -> seats.put(verdict.team(), seat));
        }
        return seats.isEmpty() ? reviewed.decision() : advised(reviewed, seats);
    }

    private Optional<ReviewAgent> agent(TeamId team) {
        return Optional.ofNullable(panel.rulebook().agents().get(team));
    }

    private ReviewDecision advised(Panel.Reviewed reviewed, SortedMap<TeamId, Seat> seats) {
        ReviewRequest request = reviewed.change().request();
        DiffSecrets secrets = DiffSecrets.in(request.change());
        ShownLines lines = new ShownLines(secrets);
        SortedMap<TeamId, Added> added = new TreeMap<>();
        List<Asking.Question> questions = new ArrayList<>();
        seats.forEach((team, seat) -> {
            Optional<Advised.Outcome> not = notAsked(request.creator(), team, seat, secrets, questions.size());
            Optional<Briefing> briefing = not.isPresent() ? Optional.empty() : briefing(reviewed.change(), team, lines);
            added.put(team, Added.nothing(Advised.not(not.orElse(Advised.Outcome.NOTHING_TO_SHOW), seat.model())));
            briefing.ifPresent(it -> questions.add(new Asking.Question(team, seat, it)));
        });
        SortedMap<TeamId, Asking.Answer> answers = asking.ask(questions);
        for (Asking.Question question : questions) {
            Asking.Answer answer = answers.getOrDefault(question.team(), Asking.Answer.none(Advised.Outcome.SILENT));
            added.put(question.team(), added(request, question, answer, secrets));
        }
        return StricterRules.joined(reviewed.decision(), added);
    }

    private Optional<Advised.Outcome> notAsked(
            Creator creator, TeamId team, Seat seat, DiffSecrets secrets, int asked) {
        if (agent(team).filter(it -> it.from(creator) != Separation.APART).isPresent()) {
            return Optional.of(Advised.Outcome.NOT_APART);
        }
        if (seat.isOf(creator.models())) {
            return Optional.of(Advised.Outcome.SAME_FAMILY);
        }
        if (secrets.tooMany()) {
            return Optional.of(Advised.Outcome.TOO_MANY_SECRETS);
        }
        return asked == TEAMS_MAX ? Optional.of(Advised.Outcome.TOO_MANY_TEAMS) : Optional.empty();
    }

    /// Empty where there is no line to show, or nothing to judge it by.
    private Optional<Briefing> briefing(ReadChange change, TeamId team, ShownLines lines) {
        BriefingRules rules = new BriefingRules(
                team, guardrails(team), agent(team).map(ReviewAgent::focus).orElse(""), lines);
        List<Briefing.Place> places = rules.places(change);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        List<Passage> passages = panel
                .rulebook()
                .knowledge()
                .search(Set.of(team), rules.question(places), BriefingRules.PASSAGES_MAX)
                .stream()
                .map(Knowledge.Hit::passage)
                .toList();
        return Optional.of(rules.briefing(change, places, passages))
                .filter(it -> !it.known().isEmpty());
    }

    private List<Guardrail> guardrails(TeamId team) {
        return panel.rulebook().reviewers().stream()
                .filter(it -> it.team().equals(team))
                .flatMap(it -> it.guardrails().stream())
                .toList();
    }

    private Added added(ReviewRequest request, Asking.Question question, Asking.Answer answer, DiffSecrets secrets) {
        String model = question.seat().model();
        if (answer.advice().isEmpty()) {
            return Added.nothing(Advised.not(answer.outcome(), model));
        }
        Advice.Said said = answer.advice().get();
        TeamId team = question.team();
        ClaimRules checker = new ClaimRules(
                team, request.change(), guardrails(team), panel.rulebook().documents());
        AdviceRules.Taken taken = new AdviceRules(team, question.briefing(), checker, secrets).taken(said);
        return new Added(
                new Advised(answer.outcome(), model, taken.findings().size(), taken.dropped()), taken.findings());
    }
}
