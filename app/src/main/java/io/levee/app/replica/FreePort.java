package io.levee.app.replica;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port that nobody listens on, below the range from which clients are given theirs.
final class FreePort {
    private static final int FROM = 20_000;
    private static final int TO = 32_000;

    private FreePort() {}

    static int orFree(InetAddress host, int port) {
        return port != 0 ? port : find(host);
    }

    static int find(InetAddress host) {
        int start = FROM + (int) (ProcessHandle.current().pid() * 7 % (TO - FROM));
        for (int tried = 0; tried < TO - FROM; tried++) {
            int port = FROM + (start - FROM + tried) % (TO - FROM);
            try (ServerSocket socket = new ServerSocket(port, 1, host)) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // taken: the next one
            }
        }
        throw new LeveeException(
                ErrorCode.CONFIGURATION_INVALID, "no port from %d to %d is free on %s".formatted(FROM, TO, host));
    }
}
