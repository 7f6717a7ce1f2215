package io.levee.verifier;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The command `java -jar levee-verifier.jar`. Ends with 0 where all is verified, 1 where something is wrong,
/// 2 where it was not asked properly.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(args, System.in, out, err);
        out.flush();
        System.exit(code);
    }

    static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        try {
            Arguments arguments = Arguments.parse(args);
            if (arguments.help()) {
                out.print(Arguments.USAGE);
                return 0;
            }
            Report report = report(arguments, in);
            out.print(arguments.json() ? report.toJson() + "\n" : report.toText());
            return report.ok() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            err.println("levee-verifier: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("levee-verifier: cannot read `%s`".formatted(e.getMessage()));
            return 2;
        }
    }

    private static Report report(Arguments arguments, InputStream in) throws IOException {
        Verification verification = new Verification(arguments.keys(), arguments.kept());
        if (arguments.entry()) {
            return verification.entry(Arguments.text(Path.of(arguments.file())));
        }
        if (arguments.file().equals("-")) {
            return verification.export(in);
        }
        try (InputStream file = Files.newInputStream(Path.of(arguments.file()))) {
            return verification.export(file);
        }
    }
}
