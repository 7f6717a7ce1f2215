package io.levee.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// nginx as a reverse proxy with keep-alive upstream connections, to compare with; from a folder of its own.
public final class Nginx implements AutoCloseable {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"), Path.of("/opt/homebrew/bin/nginx"));

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Empty where nginx is not installed.
    public static Optional<Nginx> startIfInstalled(int upstreamPort, Path folder) throws IOException {
        Optional<Path> binary = PLACES.stream().filter(Files::isExecutable).findFirst();
        if (binary.isEmpty()) {
            return Optional.empty();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), configuration(port, upstreamPort, folder));
        Process process = new ProcessBuilder(
                        binary.get().toString(),
                        "-c",
                        configuration.toString(),
                        "-p",
                        folder.toString(),
                        "-e",
                        "stderr")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.out").toFile())
                .start();
        Nginx nginx = new Nginx(process, port);
        nginx.awaitListening();
        return Optional.of(nginx);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private void awaitListening() throws IOException {
        for (int tries = 0; tries < 200; tries++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        throw new IOException("nginx does not listen on port " + port);
    }

    private static String configuration(int port, int upstreamPort, Path folder) {
        return """
                daemon off;
                worker_processes auto;
                pid %3$s/nginx.pid;
                error_log stderr error;
                events { worker_connections 8192; }
                http {
                  access_log off;
                  client_body_temp_path %3$s/body;
                  proxy_temp_path %3$s/proxy;
                  fastcgi_temp_path %3$s/fastcgi;
                  uwsgi_temp_path %3$s/uwsgi;
                  scgi_temp_path %3$s/scgi;
                  keepalive_requests 100000000;
                  upstream api { server 127.0.0.1:%2$d; keepalive 128; keepalive_requests 100000000; }
                  server {
                    listen 127.0.0.1:%1$d;
                    location / { proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Connection ""; }
                  }
                }
                """.formatted(port, upstreamPort, folder);
    }
}
