package io.levee.adapters.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import io.levee.fault.LeveeException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// One JSON object a line, as collectors want it.
///
/// INVARIANT I12: nothing that was sent to Levee gets into a line by way of somebody else's code. Levee's own messages
/// hold ids only; of a library's message only its pattern is kept, without arguments, and of an exception only
/// where it came from, because both like to quote what they could not read.
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    static final int FRAMES_MAX = 16;
    static final int CAUSES_MAX = 4;
    static final int MESSAGE_LENGTH_MAX = 2_000;

    private static final String OURS = "io.levee.";
    private static final byte[] NOTHING = {};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        boolean ours = event.getLoggerName().startsWith(OURS);
        JsonLine line = new JsonLine();
        line.member("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        line.member("level", event.getLevel().toString());
        line.member("logger", event.getLoggerName());
        line.member("message", cut(ours ? event.getFormattedMessage() : event.getMessage()));
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            line.member("traceId", span.getTraceId());
            line.member("spanId", span.getSpanId());
        }
        if (event.getThrowableProxy() != null) {
            line.member("error", error(event.getThrowableProxy()));
        }
        return (line.end() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String error(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        @Nullable IThrowableProxy cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++, cause = cause.getCause()) {
            text.append(depth == 0 ? "" : " caused by ").append(cause.getClassName());
            if (cause.getClassName().equals(LeveeException.class.getName())) {
                text.append(": ").append(cut(String.valueOf(cause.getMessage())));
            }
            frames(cause, text);
        }
        return text.toString();
    }

    private static void frames(IThrowableProxy thrown, StringBuilder text) {
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; frames != null && i < Math.min(frames.length, FRAMES_MAX); i++) {
            StackTraceElement frame = frames[i].getStackTraceElement();
            text.append(" at ").append(frame.getClassName()).append('.').append(frame.getMethodName());
            text.append(':').append(frame.getLineNumber());
        }
    }

    private static String cut(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= MESSAGE_LENGTH_MAX ? text : text.substring(0, MESSAGE_LENGTH_MAX) + "…";
    }
}
