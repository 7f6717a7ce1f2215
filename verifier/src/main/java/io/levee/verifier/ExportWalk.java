package io.levee.verifier;

import io.levee.verifier.CanonicalJson.NotCanonical;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/// Goes through an export once, line by line: entries of one log, its checkpoint, entries of the next.
final class ExportWalk {
    /// The longest line of an entry.
    private static final int ENTRY_BYTES_MAX = 65_535;

    private static final byte[] CONTENT_TYPE = bytes("\"application/json\"");
    private static final byte[] VERSION = bytes("\"1.0\"");
    private static final byte[] TYPE = bytes("\"io.levee.");
    private static final String SOURCE = "urn:levee:";
    private static final String CHECKPOINT = "io.levee.ledger.checkpoint.v1";
    private static final byte[] CHECKPOINT_TYPE = bytes("\"" + CHECKPOINT + "\"");
    private static final int TIME_LENGTH = "\"2026-11-24T08:00:00.000000Z\"".length();

    private final Trust trust;
    private final Findings findings = new Findings();
    private final CanonicalLine fields = new CanonicalLine();
    private final List<Report.LogReport> whole = new ArrayList<>();
    private final NavigableSet<String> missing;
    private @Nullable LogCheck log;
    private byte[] idStart = {};
    private byte[] source = {};
    private String lastEnded = "";
    private byte[] lastTime = {};
    private long number;

    ExportWalk(Trust trust) {
        this.trust = trust;
        this.missing = trust.origins();
    }

    Report walk(LineReader lines) throws IOException {
        for (Note note : trust.kept()) {
            trust.judge(note, Head.parse(note.text()).origin(), 0, false, findings);
        }
        while (lines.next()) {
            number++;
            if (!lines.terminated) {
                String what = lines.length() > LineReader.LINE_BYTES_MAX ? "is too long" : "has no line end";
                findings.add(Finding.Kind.TRAILING_BYTES, "", number, "the last line %s".formatted(what));
                break;
            }
            line(lines);
        }
        if (log != null) {
            findings.add(Finding.Kind.TRUNCATED, log.origin(), number, "the log ends without its checkpoint");
            missing.remove(log.origin());
        }
        for (String origin : missing) {
            findings.add(Finding.Kind.MISSING_LOG, origin, 0, "the log is not in the export");
        }
        return findings.report(whole);
    }

    private void line(LineReader line) {
        try {
            fields.read(line.bytes, line.from, line.to);
            if (fields.type.is(CHECKPOINT_TYPE)) {
                checkpoint(line);
            } else {
                entry(line);
            }
        } catch (NotCanonical | IllegalArgumentException e) {
            malformed(line, String.valueOf(e.getMessage()));
        }
    }

    private void malformed(LineReader line, String why) {
        findings.add(Finding.Kind.MALFORMED_LINE, log == null ? "" : log.origin(), number, why);
        if (log != null) {
            log.malformed(line, number);
        }
    }

    private void entry(LineReader line) {
        if (line.length() > ENTRY_BYTES_MAX) {
            throw new IllegalArgumentException("an entry has at most %d bytes".formatted(ENTRY_BYTES_MAX));
        }
        if (!fields.contentType.is(CONTENT_TYPE) || !fields.version.is(VERSION) || !fields.type.startsWith(TYPE)) {
            throw new IllegalArgumentException("not an entry of Levee");
        }
        if (log == null) {
            begin();
        }
        if (log == null || !fields.id.startsWith(idStart) || !fields.source.is(source)) {
            throw new IllegalArgumentException("not an entry of the log that is open here");
        }
        long position = position(log.origin());
        time();
        log.entry(position, line, number);
    }

    /// The first entry of a log says which log it is.
    private void begin() {
        String id = fields.id.text();
        int hash = id.indexOf('#');
        if (hash <= 0) {
            throw new IllegalArgumentException("`%s` is no id of an entry".formatted(id));
        }
        begin(id.substring(0, hash));
    }

    private LogCheck begin(String origin) {
        if (origin.compareTo(lastEnded) <= 0) {
            findings.add(
                    Finding.Kind.TRAILING_BYTES,
                    origin,
                    number,
                    "a log cannot begin here: the one before it is `%s`, and logs are sorted".formatted(lastEnded));
        }
        LogCheck begun = new LogCheck(origin, trust, findings);
        log = begun;
        idStart = bytes("\"" + origin + "#");
        source = bytes("\"" + SOURCE + origin + "\"");
        lastTime = new byte[0];
        return begun;
    }

    private long position(String origin) {
        String digits = fields.id.text().substring(origin.length() + 1);
        long position = Long.parseLong(digits);
        if (!Long.toString(position).equals(digits) || position < 0) {
            throw new IllegalArgumentException("`%s` is no position".formatted(digits));
        }
        return position;
    }

    private void time() {
        if (fields.time.length() != TIME_LENGTH) {
            throw new IllegalArgumentException("an entry has a time with six fraction digits");
        }
        if (fields.time.before(lastTime) && log != null) {
            findings.add(Finding.Kind.OUT_OF_ORDER, log.origin(), number, "its time is before that of the entry ahead");
        }
        lastTime = fields.time.copy();
    }

    private void checkpoint(LineReader line) {
        Note note = Note.parse(note());
        Head head = Head.parse(note.text());
        // the signatures cover the note only, so the rest of the line must follow from it
        if (!Arrays.equals(line.copy(), expectedLine(note, head))) {
            throw new IllegalArgumentException("the line of the checkpoint is not the one that belongs to its note");
        }
        if (log != null && !log.origin().equals(head.origin())) {
            throw new IllegalArgumentException(
                    "a checkpoint of `%s` ends the log of `%s`".formatted(head.origin(), log.origin()));
        }
        LogCheck ending = log == null ? begin(head.origin()) : log;
        trust.judge(note, head.origin(), number, true, findings);
        Report.LogReport report = ending.end(head, number);
        if (ending.clean()) {
            whole.add(report);
        }
        missing.remove(head.origin());
        lastEnded = head.origin();
        log = null;
    }

    /// The note in the data of a checkpoint line; of all escapes it needs the one of a line end only.
    private String note() {
        String data = fields.data.raw();
        String start = "{\"note\":\"";
        if (!data.startsWith(start) || !data.endsWith("\"}") || data.length() < start.length() + 2) {
            throw new IllegalArgumentException("a checkpoint holds its note and nothing else");
        }
        return data.substring(start.length(), data.length() - 2).replace("\\n", "\n");
    }

    private static byte[] expectedLine(Note note, Head head) {
        String data = "{\"note\":\"" + note.toString().replace("\n", "\\n") + "\"}";
        return bytes("{\"data\":" + data + ",\"datacontenttype\":\"application/json\",\"id\":\"" + head.origin() + "@"
                + head.size() + "\",\"source\":\"" + SOURCE + head.origin() + "\",\"specversion\":\"1.0\","
                + "\"subject\":\"checkpoint\",\"type\":\"" + CHECKPOINT + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
