package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.catalog.AssetId;
import io.levee.catalog.Touched;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Consents;
import io.levee.consent.Explanation;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Would this chain be allowed to do that, and who or what says so? Asked against what is in force
/// now; nothing is decided or recorded. Everybody may ask about themselves, an auditor about anybody.
public final class ExplainRoutes implements Routes {
    private final Guard guard;
    private final Consents consents;

    public ExplainRoutes(Guard guard, Consents consents) {
        this.guard = guard;
        this.consents = consents;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.post("/v1/explain", guard.known(this::explain));
    }

    record Question(
            @Nullable String person,
            @Nullable List<String> agents,
            @Nullable String action,
            @Nullable String asset) {}

    record View(
            String decision,
            String reason,
            String advice,
            @Nullable String principal,
            String detail,
            List<Evidence> evidence,
            List<Step> grounds,
            Reach touched,
            String revision) {}

    /// One question about one principal; `reason` is null where the answer was yes.
    record Step(
            String principal,
            String question,
            boolean yes,
            @Nullable String reason,
            List<Evidence> evidence,
            String detail) {}

    record Reach(List<String> direct, List<String> reached, Map<String, List<String>> owners) {}

    private void explain(Context ctx, Identity.Known caller) {
        Question asked = Json.read(ctx, Question.class);
        Chain chain = chain(asked);
        AssetId asset = BadInput.parse(BadInput.required("asset", asked.asset()), AssetId::parse);
        if (!chain.person().equals(caller.chain().person())
                && guard.mayAudit(caller) instanceof Consent.Withheld withheld) {
            Problems.refuse(ctx, withheld.refusal(), withheld.principal().toString());
            return;
        }
        Optional<Action> action = Action.named(BadInput.required("action", asked.action()));
        if (action.isEmpty()) {
            Problems.refuse(ctx, ConsentRefusal.ACTION_UNKNOWN, "");
            return;
        }
        Json.write(ctx, 200, view(consents.explain(chain, action.get(), asset)));
    }

    private static Chain chain(Question asked) {
        List<ActorId> agents = asked.agents() == null
                ? List.of()
                : asked.agents().stream()
                        .map(agent -> BadInput.parse(agent, text -> actor("agent:", text)))
                        .toList();
        return BadInput.parse(
                BadInput.required("person", asked.person()), person -> new Chain(actor("person:", person), agents));
    }

    /// Takes `ana` as well as `person:ana`.
    private static ActorId actor(String prefix, String text) {
        return ActorId.parse(text.contains(":") ? text : prefix + text);
    }

    private static View view(Explanation story) {
        Touched touched = story.consent().touched();
        Reach reach = new Reach(
                OrganisationRoutes.sorted(touched.direct()),
                OrganisationRoutes.sorted(touched.reached()),
                OrganisationRoutes.owners(touched));
        List<Step> grounds = story.grounds().stream()
                .map(ground -> new Step(
                        ground.principal().toString(),
                        ground.question().words(),
                        ground.isYes(),
                        ground.refusal().map(ConsentRefusal::code).orElse(null),
                        ground.evidence(),
                        ground.detail()))
                .toList();
        return switch (story.consent()) {
            case Consent.Given(var revision, var _, var evidence) ->
                new View("allow", "allowed", "", null, "", evidence, grounds, reach, revision);
            case Consent.Held(var revision, var _, var evidence, var hold) ->
                new View(
                        "hold",
                        ApprovalRefusal.APPROVAL_REQUIRED.code(),
                        ApprovalRefusal.APPROVAL_REQUIRED.advice(),
                        null,
                        "within " + hold,
                        evidence,
                        grounds,
                        reach,
                        revision);
            case Consent.Withheld(var revision, var _, var evidence, var refusal, var principal, var detail) ->
                new View(
                        "deny",
                        refusal.code(),
                        refusal.advice(),
                        principal.toString(),
                        detail,
                        evidence,
                        grounds,
                        reach,
                        revision);
        };
    }
}
