package io.levee.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// A calibration plot, in pixels: what was said from left to right, what happened from bottom
/// to top. Both axes end at the same probability, so that the diagonal is perfection.
///
/// @param end where the axes end
public record Calibration(List<Point> points, double end) {
    public static final int SIZE = 200;
    public static final int LEFT = 46;
    public static final int TOP = 12;

    private static final double[] ENDS = {0.05, 0.1, 0.2, 0.5, 1};

    /// @param top   of its interval
    /// @param words what it says
    public record Point(int x, int y, int top, int bottom, int radius, String words) {}

    static Calibration of(List<Scores.Bin> bins) {
        double most = bins.stream()
                .flatMapToDouble(it -> DoubleStream.of(share(it.said()), share(it.happened()), share(it.high())))
                .max()
                .orElse(0);
        double end = DoubleStream.of(ENDS).filter(it -> it >= most).findFirst().orElse(1);
        List<Point> points = new ArrayList<>();
        for (Scores.Bin bin : bins) {
            @Nullable Double said = bin.said();
            @Nullable Double happened = bin.happened();
            if (said != null && happened != null) {
                points.add(point(bin, share(said), share(happened), end));
            }
        }
        return new Calibration(points, end);
    }

    private static Point point(Scores.Bin bin, double said, double happened, double end) {
        double low = bin.low() == null ? happened : share(bin.low());
        double high = bin.high() == null ? happened : share(bin.high());
        return new Point(
                LEFT + pixels(said, end),
                TOP + SIZE - pixels(happened, end),
                TOP + SIZE - pixels(high, end),
                TOP + SIZE - pixels(low, end),
                Math.clamp(Math.round(2 + Math.sqrt((double) bin.count()) / 3), 3, 8),
                "%d said %s, %s happened (%s to %s)"
                        .formatted(
                                bin.count(),
                                Form.percent(said),
                                Form.percent(happened),
                                Form.percent(low),
                                Form.percent(high)));
    }

    private static int pixels(double share, double end) {
        return (int) Math.round(SIZE * share / end);
    }

    private static double share(@Nullable Double maybe) {
        return maybe == null || maybe.isNaN() ? 0 : Math.clamp(maybe, 0, 1);
    }

    /// Where the axes have a mark, in parts of their length, with its word.
    public List<Mark> marks() {
        return List.of(
                new Mark(0, "0 %"), new Mark(SIZE / 2, Form.percent(end / 2)), new Mark(SIZE, Form.percent(end)));
    }

    /// @param at pixels from the origin
    public record Mark(int at, String word) {}
}
