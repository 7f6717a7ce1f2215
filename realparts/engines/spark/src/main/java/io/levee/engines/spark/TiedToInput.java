package io.levee.engines.spark;

import java.io.IOException;
import java.util.Arrays;

/// Runs the `main` of the class that the first argument names, with the others: a master, a worker. Ends with its
/// standard input, so that it never outlives whoever started it; what a worker runs ends with it.
public final class TiedToInput {
    private TiedToInput() {}

    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().daemon().name("tied-to-input").start(TiedToInput::awaitEnd);
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // whatever is said is not for us
            }
        } catch (IOException _) {
            // nobody is there any more
        }
        Runtime.getRuntime().halt(0);
    }
}
