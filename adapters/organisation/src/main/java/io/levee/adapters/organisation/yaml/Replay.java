package io.levee.adapters.organisation.yaml;

import java.util.List;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;

/// Events that were read and judged before, once more, for the composer: a file is scanned once.
final class Replay implements Parser {
    private final List<Event> events;
    private int at;

    Replay(List<Event> events) {
        this.events = events;
    }

    @Override
    public boolean checkEvent(Event.ID kind) {
        return hasNext() && events.get(at).getEventId() == kind;
    }

    @Override
    public Event peekEvent() {
        return events.get(at);
    }

    @Override
    public boolean hasNext() {
        return at < events.size();
    }

    @Override
    public Event next() {
        return events.get(at++);
    }
}
