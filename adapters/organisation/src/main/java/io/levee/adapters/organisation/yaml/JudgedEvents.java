package io.levee.adapters.organisation.yaml;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// The events of a file, one after the other, up to the first that breaks a limit. One use.
final class JudgedEvents implements Parser {
    /// Names, values and ends of collections in one file. Each becomes some 300 bytes while the file is read.
    static final int EVENTS_MAX = 1_500_000;

    private final Parser events;
    private int depth;
    private int seen;

    /// Nothing is made of the file.
    static final class Refused extends RuntimeException {
        private final int line;
        private final String what;
        private final String fix;

        Refused(int line, String what, String fix) {
            super(what, null, false, false);
            this.line = line;
            this.what = what;
            this.fix = fix;
        }

        int line() {
            return line;
        }

        String what() {
            return what;
        }

        String fix() {
            return fix;
        }
    }

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

    /// Throws [Refused].
    @Override
    public Event next() {
        Event event = events.next();
        if (++seen > EVENTS_MAX) {
            throw new Refused(
                    Yaml.line(event),
                    "the file holds more than %d names and values".formatted(EVENTS_MAX),
                    "split it, or leave out what nobody calls");
        }
        if (event instanceof AliasEvent) {
            throw new Refused(
                    Yaml.line(event), "an alias (`*name`) is not read here", "write the value out where it is used");
        }
        if (event instanceof CollectionStartEvent) {
            depth++;
        } else if (event instanceof CollectionEndEvent) {
            depth--;
        }
        if (depth > Yaml.DEPTH_MAX) {
            throw new Refused(
                    Yaml.line(event), "this is nested more than %d deep".formatted(Yaml.DEPTH_MAX), "flatten it");
        }
        return event;
    }
}
