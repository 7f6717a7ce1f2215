package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.Matching.Shown;
import io.levee.adapters.diagnosis.log.Event;
import io.levee.adapters.diagnosis.log.Line;
import io.levee.adapters.diagnosis.log.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What can be said of a failure that no signature knows: the exception that caused it, and the
/// first place in code that belongs to no engine.
final class RootPlace {
    private static final int SHOWN_MAX = 300;
    private static final List<String> OF_ENGINES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "scala.",
            "org.apache.",
            "org.postgresql.",
            "io.netty.",
            "org.eclipse.jetty.",
            "py4j.",
            "kotlin.",
            "com.zaxxer.",
            "org.springframework.",
            "com.fasterxml.");
    private static final List<String> FOLDERS_OF_ENGINES =
            List.of("site-packages", "dist-packages", "/lib/python", "/pyspark/", "/pyflink/", "<frozen", "<string>");

    private RootPlace() {}

    static String cause(Event event) {
        String said = event.root()
                .map(it -> it.message().isEmpty() ? it.name() : it.name() + ": " + it.message())
                .orElse(event.message());
        String line = said.lines().findFirst().orElse("").strip();
        String shown = line.length() <= SHOWN_MAX ? line : line.substring(0, SHOWN_MAX) + "…";
        return "no skill knows this failure: " + Refinding.shown(shown);
    }

    static List<Shown> lines(Event event) {
        List<Shown> lines = new ArrayList<>();
        lines.add(new Shown(
                event.file(),
                event.root().map(Thrown::line).orElse(event.lines().getFirst())));
        ownCode(event).ifPresent(line -> lines.add(new Shown(event.file(), line)));
        Shown head = new Shown(event.file(), event.lines().getFirst());
        if (lines.stream().noneMatch(head::isSame)) {
            lines.add(head);
        }
        return lines;
    }

    /// From the root outwards.
    static Optional<Line> ownCode(Event event) {
        for (Thrown thrown : event.chain().reversed()) {
            for (Line frame : thrown.frames()) {
                if (isOwn(frame.text().strip())) {
                    return Optional.of(frame);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOwn(String frame) {
        if (frame.startsWith("File \"")) {
            return FOLDERS_OF_ENGINES.stream().noneMatch(frame::contains);
        }
        if (!frame.startsWith("at ")) {
            return false;
        }
        String place = frame.substring(3);
        int module = place.indexOf('/');
        int open = place.indexOf('(');
        String method = module > 0 && module < open ? place.substring(module + 1) : place;
        return OF_ENGINES.stream().noneMatch(method::startsWith);
    }
}
