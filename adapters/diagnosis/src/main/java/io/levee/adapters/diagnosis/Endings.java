package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.Event;
import io.levee.adapters.diagnosis.log.Head;
import io.levee.adapters.diagnosis.log.Level;
import io.levee.adapters.diagnosis.log.Line;
import java.util.List;
import java.util.Locale;

/// How programs and engines say that a run ended, and whether well.
final class Endings {
    /// What is only said where a run has failed, in lower case.
    static final List<String> FAILED = List.of(
            "exception in thread \"main\"",
            "job aborted",
            "; aborting job",
            "user class threw exception",
            "final app status: failed",
            "final status: failed",
            "from state failing to failed",
            "from state running to failing",
            "reached terminal state failed",
            "job execution failed",
            "job failed",
            "programinvocationexception",
            "recovery is suppressed",
            "the program finished with the following exception",
            "fatal error occurred",
            "error occurred during initialization of vm",
            "could not create the java virtual machine",
            "fatal error has been detected by the java runtime",
            "insufficient memory for the java runtime",
            "terminating due to java.lang.outofmemoryerror",
            "killing current process",
            "could not find or load main class",
            "oomkilled",
            "crashloopbackoff",
            "backofflimitexceeded",
            "deadlineexceeded",
            "back-off restarting failed",
            "psql: error",
            "killed process",
            "out of memory: kill",
            "segmentation fault",
            "command not found",
            "shutting down due to",
            "terminated by signal");

    static final List<String> SUCCEEDED = List.of(
            "final app status: succeeded",
            "final status: succeeded",
            "from state running to finished",
            "reached terminal state finished",
            "program execution finished",
            "exitcode: 0",
            "exit code 0",
            "exit code: 0",
            "exited with code 0",
            "exit status 0",
            "build success",
            "job completed successfully",
            "finished successfully");

    /// What programs still say while they end, in lower case.
    static final List<String> CLOSING = List.of(
            "stop",
            "shut",
            "clos",
            "clean",
            "delet",
            "remov",
            "exit",
            "terminat",
            "kill",
            "abort",
            "cancel",
            "fail",
            "error",
            "disconnect",
            "regist",
            "unload",
            "releas",
            "leav",
            "revok",
            "metrics",
            "disassociat",
            "suspend",
            "switched from",
            "help",
            "for more information",
            "see ",
            "try ",
            "lost",
            "retry",
            "warn",
            "hint",
            "note:",
            "records in",
            "records out",
            " copied",
            "deadlock",
            "java stack information");

    private static final List<String> FINAL = List.of(
            "final app status: succeeded",
            "final status: succeeded",
            "from state running to finished",
            "reached terminal state finished");

    private static final List<String> RETRIED = List.of("will retry", "retrying", "will be retried", "attempt 1 of");

    private static final List<String> OF_PARTS = List.of("command not found", "segmentation fault", "psql: error");

    /// Maven says it like this and not otherwise.
    private static final String BUILT = "[INFO] BUILD SUCCESS";

    private static final int LOGGER_WITHIN = 120;

    private static final List<String> LOGGERS = List.of(
            "org.apache.",
            " ApplicationMaster: ",
            " Client: ",
            " ExecutionGraph ",
            " JobMaster ",
            " DAGScheduler: ",
            " TaskSetManager: ",
            " SparkContext: ",
            " YarnAllocator: ",
            " Dispatcher ");

    private Endings() {}

    /// Whether this ended the run.
    static boolean ended(Event event) {
        if (event.level() == Level.WARN) {
            return false;
        }
        if (event.level() == Level.FATAL) {
            return true;
        }
        Line first = event.lines().getFirst();
        if (!event.isLogged()
                && (first.text().startsWith("Traceback (most recent call last)")
                        || first.text().startsWith("panic: ")
                        || first.text().startsWith("Exception in thread \"main\""))) {
            return true;
        }
        // in passing, only engines say how a run ended; others quote
        if (event.level() == Level.INFO && !isOfEngine(first.text())) {
            return false;
        }
        String message = event.message().toLowerCase(Locale.ROOT);
        if (FAILED.stream().anyMatch(message::contains)) {
            return true;
        }
        return event.level() != Level.INFO
                && event.lines().stream()
                        .skip(1)
                        .filter(line -> !line.words().isEmpty())
                        .map(line -> line.text().toLowerCase(Locale.ROOT))
                        .anyMatch(text -> FAILED.stream().anyMatch(text::contains));
    }

    /// Whether an engine's logger wrote the line: its name stands before the message.
    private static boolean isOfEngine(String line) {
        String head = line.substring(0, Math.min(line.length(), LOGGER_WITHIN));
        return LOGGERS.stream().anyMatch(head::contains);
    }

    /// Whether an engine hangs a trace on a line that it says in passing.
    static boolean isTraced(Event event) {
        Line first = event.lines().getFirst();
        return isOfEngine(first.text())
                && event.chain().stream().anyMatch(it -> it.line().number() > first.number());
    }

    /// Whether what ended is only a program that another one started, such as a line of a script.
    static boolean isOfPart(Event event) {
        String message = event.message().toLowerCase(Locale.ROOT);
        return !event.isLogged() && OF_PARTS.stream().anyMatch(message::contains);
    }

    /// Whether a server of PostgreSQL says it of one statement of one of its clients. A client says no time.
    static boolean isOfOneClient(Event event) {
        String line = event.lines().getFirst().text();
        return Head.hasTime(line) && line.contains(" ERROR:  ");
    }

    static boolean retried(Event event) {
        String message = event.message().toLowerCase(Locale.ROOT);
        return RETRIED.stream().anyMatch(message::contains);
    }

    /// Whether it is the engine's last word on the run: what fails while it shuts down is noise.
    static boolean isFinal(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return endedWell(line) && FINAL.stream().anyMatch(lower::contains);
    }

    /// Whether a line says that the run ended as it should. `exit code 01` does not.
    static boolean endedWell(String line) {
        if (line.equals(BUILT)) {
            return true;
        }
        if (Head.of(line).begins() && !isOfEngine(line)) {
            return false;
        }
        String lower = line.toLowerCase(Locale.ROOT);
        return SUCCEEDED.stream().anyMatch(word -> {
            int end = lower.indexOf(word) + word.length();
            return lower.contains(word) && (end >= lower.length() || !Character.isDigit(lower.charAt(end)));
        });
    }
}
