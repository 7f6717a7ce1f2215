package io.levee.rooms.stop.rule;

import io.levee.organisation.Watch;
import java.time.Duration;

/// The arithmetic of the sequential tests; what it guarantees is said at the package. Pure.
final class GaugeRules {
    /// A pace restarts only at the edges of these, so that an alarm's rarity can be told in
    /// minutes.
    static final Duration SLOT = Duration.ofMinutes(1);

    private static final int SHARES = 4;
    private static final double SHARE_MOST = 0.99;
    private static final double[] PACES = {1, 4};

    private GaugeRules() {}

    /// What one observation adds to each alternative's logarithm.
    ///
    /// @param bad  of a call that went wrong, or of one grain that was used
    /// @param good of a call that went well, or of a slot that began; below 0
    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out of the package
    record Steps(double[] bad, double[] good) {}

    /// Alternatives from `harmful` to nearly all: who is plainly harmful is found sooner.
    static Steps steps(Watch.Share share) {
        double[] harmful = shares(share);
        double[] bad = new double[harmful.length];
        double[] good = new double[harmful.length];
        for (int i = 0; i < harmful.length; i++) {
            bad[i] = Math.log(harmful[i] / share.normal());
            good[i] = Math.log1p(-harmful[i]) - Math.log1p(-share.normal());
        }
        return new Steps(bad, good);
    }

    /// A use of y grains, 0 to 1, is weighed exp(θy) with θ = ln(harmful / normal). By convexity
    /// that is at most 1 + y·(harmful / normal − 1), so the product over uses, times exp(−(harmful
    /// − normal) · time), is a supermartingale of every process that uses at most `normal` in an
    /// hour, given its past: the likelihood ratio of two Poisson processes of grains.
    static Steps steps(Watch.Pace pace) {
        double slotsOfHour = (double) Duration.ofHours(1).toMillis() / SLOT.toMillis();
        double[] bad = new double[PACES.length];
        double[] good = new double[PACES.length];
        for (int i = 0; i < PACES.length; i++) {
            double harmful = PACES[i] * (double) pace.harmful();
            bad[i] = Math.log(harmful / (double) pace.normal());
            good[i] = -(harmful - (double) pace.normal()) / (double) pace.grain() / slotsOfHour;
        }
        return new Steps(bad, good);
    }

    /// Expected observations (calls) from the moment on at which `share.harmful()` begins.
    static double delay(Watch.Share share) {
        double p = share.normal();
        double q = share.harmful();
        double entropy = q * Math.log(q / p) + (1 - q) * (Math.log1p(-q) - Math.log1p(-p));
        return Math.log((double) share.oneIn() * shares(share).length) / entropy;
    }

    /// Expected minutes from the moment on at which `pace.harmful()` begins.
    static double delay(Watch.Pace pace) {
        Steps steps = steps(pace);
        double grains = (double) pace.harmful() / (double) pace.grain() / 60;
        return Math.log((double) pace.oneIn() * PACES.length) / (grains * steps.bad()[0] + steps.good()[0]);
    }

    private static double[] shares(Watch.Share share) {
        if (share.harmful() >= SHARE_MOST) {
            return new double[] {share.harmful()};
        }
        double[] shares = new double[SHARES];
        for (int i = 0; i < SHARES; i++) {
            double part = (double) i / (SHARES - 1);
            shares[i] = 1 - Math.pow(1 - share.harmful(), 1 - part) * Math.pow(1 - SHARE_MOST, part);
        }
        return shares;
    }
}
