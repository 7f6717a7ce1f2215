package io.levee.adapters.flink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A process that listens on one port, says which, and ends with its standard input.
final class Listens {
    private Listens() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(socket.getLocalPort());
            while (System.in.read() >= 0) {
                // whatever is said is not for us
            }
        }
    }
}
