package io.levee.adapters.formats.text;

import io.levee.adapters.formats.tree.Budget;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// The events of a file up to the first that breaks a limit, so that nothing deep reaches the
/// composer. One use.
final class JudgedEvents implements Parser {
    private final Parser events;
    private int depth;
    private int seen;

    private JudgedEvents(Parser events) {
        this.events = events;
    }

    static JudgedEvents of(String text, LoadSettings settings) {
        return new JudgedEvents(new ParserImpl(settings, new StreamReader(settings, text)));
    }

    @Override
    public boolean checkEvent(Event.ID kind) {
        return events.checkEvent(kind);
    }

    @Override
    public Event peekEvent() {
        return events.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    /// Throws [Budget.Refused].
    @Override
    public Event next() {
        Event event = events.next();
        if (event instanceof CollectionStartEvent) {
            depth++;
        } else if (event instanceof CollectionEndEvent) {
            depth--;
        }
        if (depth > Budget.DEPTH_MAX) {
            throw new Budget.Refused(line(event), "nested more than %d deep: flatten it".formatted(Budget.DEPTH_MAX));
        }
        // keys are events too, and so are the ends of collections
        if (++seen > 3 * Budget.NODES_MAX) {
            throw new Budget.Refused(line(event), "more than %d values: split the file".formatted(Budget.NODES_MAX));
        }
        return event;
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
