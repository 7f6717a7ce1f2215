package io.levee.engines.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Clients that each provoke one failure on a [GuardedBroker], as programs of people do: they end with the stack trace.
/// Arguments: what to do, the broker's address and the admin's password. Without arguments it prints the names.
public final class FailingClients {
    /// One client at a broker.
    interface Client {
        void run(Login login) throws Exception;
    }

    private FailingClients() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Client> clients = new HashMap<>(FailingProducers.ALL);
        clients.putAll(FailingConsumers.ALL);
        clients.putAll(FailingConnections.ALL);
        if (arguments.length == 0) {
            System.out.println(clients.keySet().stream().sorted().collect(Collectors.joining("\n")));
            return;
        }
        Login login = new Login(arguments[1], arguments[2]);
        clients.get(arguments[0]).run(login);
    }
}
