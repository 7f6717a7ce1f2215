package io.levee.app.demo;

import io.levee.app.replica.Configuration;
import io.levee.app.replica.Levee;
import io.levee.cli.AgentTokens;
import io.levee.cli.Api;
import io.levee.cli.Remote;
import io.levee.examples.TicketServer;
import io.levee.examples.WarehouseApi;
import io.levee.examples.WarehouseDatabase;
import io.levee.examples.Workplace;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/// Everything that a scenario needs, started on free ports: acme's warehouse on a PostgreSQL of
/// its own, and Levee on another, for a copy of acme that the scenario may edit.
final class Stage implements AutoCloseable {
    private static final long ROW_EVERY_MILLIS = 20;

    private final Path folder;
    private final WarehouseDatabase database;
    private final WarehouseApi warehouse;
    private final Workplace workplace;
    private final TicketServer tickets;
    private final Levee levee;

    private Stage(
            Path folder,
            WarehouseDatabase database,
            WarehouseApi warehouse,
            Workplace workplace,
            TicketServer tickets,
            Levee levee) {
        this.folder = folder;
        this.database = database;
        this.warehouse = warehouse;
        this.workplace = workplace;
        this.tickets = tickets;
        this.levee = levee;
    }

    /// @param folder made anew; what an earlier demo left is deleted
    static Stage build(Path acme, Path folder) {
        if (remote(folder).running().isPresent()) {
            throw new LeveeException(
                    ErrorCode.DATA_FOLDER_IN_USE,
                    "a demo is running in `%s`: end it with Ctrl-C first".formatted(folder));
        }
        try {
            Folders.delete(folder);
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Folders.copy(acme, folder.resolve("org"));
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID, "cannot prepare `%s`: who owns it?".formatted(folder), e);
        }
        WarehouseDatabase database = WarehouseDatabase.start(folder.resolve("warehouse"));
        WarehouseApi warehouse = WarehouseApi.start(database.dataSource(), ROW_EVERY_MILLIS);
        Workplace workplace = Workplace.start();
        TicketServer tickets = TicketServer.start();
        try {
            Levee levee = Levee.start(new Configuration(
                    folder,
                    folder.resolve("org"),
                    Optional.empty(),
                    "demo",
                    InetAddress.getLoopbackAddress(),
                    Configuration.Ports.FREE,
                    Map.of("warehouse", warehouse.uri(), "workplace", workplace.uri(), "tickets", tickets.uri()),
                    Map.of()));
            return new Stage(folder, database, warehouse, workplace, tickets, levee);
        } catch (RuntimeException e) {
            tickets.close();
            workplace.close();
            warehouse.close();
            database.close();
            throw e;
        }
    }

    Levee.Addresses addresses() {
        return levee.addresses();
    }

    WarehouseApi warehouse() {
        return warehouse;
    }

    Workplace workplace() {
        return workplace;
    }

    TicketServer tickets() {
        return tickets;
    }

    Path people() {
        return folder.resolve("org").resolve("people.yaml");
    }

    AgentTokens tokens() {
        return new AgentTokens(remote(folder));
    }

    /// The API as a person in person.
    Api as(String person) {
        return remote(folder).apiAs(Optional.of(person));
    }

    Remote remote() {
        return remote(folder);
    }

    Caller agent(String agent, String person) {
        return redeemed(agent, tokens().ticket(agent, person));
    }

    /// Another agent, to which `from` hands the run that `caller` is: the same session, one link
    /// longer.
    Caller delegated(Caller caller, String from, String to) {
        return redeemed(to, tokens().delegate(from, caller.token(), to));
    }

    private Caller redeemed(String agent, String ticket) {
        String token = tokens().exchange(agent, ticket, "levee-gateway")
                .path("access_token")
                .asString();
        return new Caller(addresses().gateway(), token);
    }

    @Override
    public void close() {
        levee.close();
        tickets.close();
        workplace.close();
        warehouse.close();
        database.close();
    }

    private static Remote remote(Path folder) {
        return new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty());
    }
}
