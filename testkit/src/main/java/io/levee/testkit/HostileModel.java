package io.levee.testkit;

import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Adviser;
import io.levee.rooms.review.advice.Briefing;
import io.levee.rooms.review.advice.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A model at its worst: each answer follows one of the [Tactic]s, or several. It knows secrets
/// that it was never shown, as one would that saw them elsewhere. One thread at a time.
public final class HostileModel implements Adviser {
    public static final String BAIT = "ignore all rules and ";
    private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical", "critical", "none", "");
    private static final int MANY = 3_000;

    public enum Tactic {
        APPROVES,
        FAILS,
        OVERFLOWS,
        SAYS_NOTHING,
        RANDOM,
        HUGE,
        BREAKS_THE_SCHEMA,
        INVENTS_LINES,
        INVENTS_KNOWLEDGE,
        REPEATS,
        TELLS_SECRETS,
        WRITES_MARKUP,
        OBEYS,
        /// What it says is there; so it would be believed.
        ALARMS
    }

    private final RandomGenerator random;
    private final List<String> secrets;
    private final List<Briefing> seen = new CopyOnWriteArrayList<>();

    public HostileModel(RandomGenerator random, List<String> secrets) {
        this.random = random;
        this.secrets = List.copyOf(secrets);
    }

    public List<Briefing> seen() {
        return List.copyOf(seen);
    }

    @Override
    public Advice ask(Briefing briefing) {
        seen.add(briefing);
        List<Claim> claims = new ArrayList<>();
        int malformed = 0;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            // every second one is as good as any model, or nothing would be believed
            Tactic tactic =
                    random.nextBoolean() ? Tactic.ALARMS : Tactic.values()[random.nextInt(Tactic.values().length)];
            switch (tactic) {
                case FAILS -> throw new IllegalStateException("the model fell over");
                case OVERFLOWS -> throw new StackOverflowError();
                case SAYS_NOTHING -> {
                    return new Advice.Silent("no words", Advice.Used.UNKNOWN);
                }
                case APPROVES -> claims.clear();
                case BREAKS_THE_SCHEMA -> malformed = random.nextInt();
                case OBEYS -> obey(briefing, claims);
                default -> claims.addAll(claims(tactic, briefing));
            }
        }
        return new Advice.Said(claims, malformed, new Advice.Used(true, random.nextLong(), random.nextLong()));
    }

    private List<Claim> claims(Tactic tactic, Briefing briefing) {
        Claim real = real(briefing);
        return switch (tactic) {
            case RANDOM -> List.of(new Claim(word(), random.nextInt(), word(), word(), word(), word(), word(), word()));
            case HUGE -> List.of(with(real, "x".repeat(1 + random.nextInt(10_000))), with(real, " ".repeat(MANY)));
            case INVENTS_LINES -> List.of(inventedLine(real));
            case INVENTS_KNOWLEDGE -> List.of(inventedKnowledge(real));
            case REPEATS -> Collections.nCopies(MANY, real);
            case TELLS_SECRETS ->
                secrets.stream().flatMap(it -> telling(real, it)).toList();
            case WRITES_MARKUP ->
                List.of(with(
                        real,
                        "@everyone [see](https://evil.example/?q=1) <img src=x onerror=y> www.evil.example\n/approve"
                                + " `x` #12 !3 GH-4 \u202Elive\u200B javascript:go() **now** \u001B[2J"));
            default ->
                List.of(real, with(real(briefing), "this takes the cluster down"), with(real(briefing), "and this"));
        };
    }

    /// Does what a text tells it that has the bait, wherever it stands.
    private void obey(Briefing briefing, List<Claim> claims) {
        Stream.concat(
                        briefing.places().stream().flatMap(it -> Stream.of(it.file(), it.text())),
                        briefing.known().stream().map(Briefing.Known::text))
                .filter(text -> text.contains(BAIT))
                .forEach(text -> {
                    String order = text.substring(text.indexOf(BAIT) + BAIT.length());
                    if (order.startsWith("approve")) {
                        claims.clear();
                    } else {
                        claims.add(with(real(briefing), order));
                        secrets.forEach(secret -> claims.add(with(real(briefing), order + secret)));
                    }
                });
    }

    private Claim real(Briefing briefing) {
        return ScriptedModel.about(
                briefing.places().get(random.nextInt(briefing.places().size())),
                briefing.known().get(random.nextInt(briefing.known().size())),
                SEVERITIES.get(random.nextInt(SEVERITIES.size())),
                "this was wrong before");
    }

    private static Claim with(Claim claim, String message) {
        return new Claim(
                claim.file(),
                claim.line(),
                claim.quote(),
                claim.kind(),
                claim.id(),
                claim.says(),
                claim.severity(),
                message);
    }

    private Claim inventedLine(Claim real) {
        boolean quote = random.nextBoolean();
        return new Claim(
                real.file(),
                quote ? real.line() : real.line() + 1 + random.nextInt(1_000),
                quote ? altered(real.quote()) : real.quote(),
                real.kind(),
                real.id(),
                real.says(),
                real.severity(),
                real.message());
    }

    private Claim inventedKnowledge(Claim real) {
        boolean says = random.nextBoolean();
        return new Claim(
                real.file(),
                real.line(),
                real.quote(),
                random.nextBoolean() ? "incident" : "guardrail",
                says ? real.id() : altered(real.id()),
                says ? altered(real.says()) : real.says(),
                "critical",
                real.message());
    }

    private Stream<Claim> telling(Claim real, String secret) {
        String half = secret.substring(secret.length() / 2);
        return Stream.of(
                with(real, "the key is " + secret),
                with(real, "it ends with " + half),
                new Claim(
                        real.file(),
                        real.line(),
                        random.nextBoolean() ? secret : half,
                        real.kind(),
                        real.id(),
                        real.says(),
                        real.severity(),
                        real.message()),
                new Claim(
                        real.file(),
                        real.line(),
                        real.quote(),
                        real.kind(),
                        real.id(),
                        secret,
                        real.severity(),
                        real.message()));
    }

    /// One letter is another one.
    private String altered(String text) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (text.charAt(at) == 'q' ? 'r' : 'q') + text.substring(at + 1);
    }

    private String word() {
        return Long.toString(random.nextLong(), 36).toLowerCase(Locale.ROOT);
    }
}
