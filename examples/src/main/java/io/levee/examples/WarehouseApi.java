package io.levee.examples;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import io.javalin.json.JavalinJackson3;
import java.net.URI;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/// The warehouse's HTTP API as its team runs it: on loopback, without a login, because "only internal callers reach
/// it".
/// All of its operations but one are described in acme's OpenAPI file; `GET /internal/export` is not, and hands out
/// everything.
public final class WarehouseApi implements AutoCloseable {
    private static final int QUERIES_MAX = 1_000;
    private static final int ROWS_DEFAULT = 10;

    private final Warehouse warehouse;
    private final Map<String, Map<String, Object>> queries = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong exports = new AtomicLong();
    private final AtomicLong rowsStreamed = new AtomicLong();
    private final long pauseBetweenRowsMillis;
    private final Javalin server;

    /// Starts on a free port of the loopback interface.
    ///
    /// @param pauseBetweenRowsMillis how slowly `/rows` streams
    public static WarehouseApi start(DataSource database, long pauseBetweenRowsMillis) {
        try {
            Warehouse warehouse = new Warehouse(database);
            warehouse.prepare();
            return new WarehouseApi(warehouse, pauseBetweenRowsMillis);
        } catch (SQLException e) {
            throw new IllegalStateException("the warehouse's tables could not be made: " + e.getMessage(), e);
        }
    }

    private WarehouseApi(Warehouse warehouse, long pauseBetweenRowsMillis) {
        this.warehouse = warehouse;
        this.pauseBetweenRowsMillis = pauseBetweenRowsMillis;
        this.server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = true;
                    config.jsonMapper(new JavalinJackson3(new JsonMapper(), true));
                    config.routes.get("/tables", call -> call.json(Map.of("tables", warehouse.tables())));
                    config.routes.post("/tables", this::createTable);
                    config.routes.get("/tables/{table}/rows", this::readTable);
                    config.routes.post("/queries", this::runQuery);
                    config.routes.get("/queries/{queryId}", this::getQuery);
                    config.routes.sse("/queries/{queryId}/rows", this::streamQuery);
                    config.routes.get("/internal/export", this::export);
                })
                .start("127.0.0.1", 0);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /// How often the endpoint that nobody should reach was reached.
    public long exports() {
        return exports.get();
    }

    public long rowsStreamed() {
        return rowsStreamed.get();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void runQuery(Context call) throws SQLException {
        Map<?, ?> query = call.bodyAsClass(Map.class);
        int limit = query.get("limit") instanceof Number number ? number.intValue() : ROWS_DEFAULT;
        answer(call, String.valueOf(query.get("table")), limit);
    }

    private void readTable(Context call) throws SQLException {
        answer(call, call.pathParam("table"), ROWS_DEFAULT);
    }

    private void answer(Context call, String table, int limit) throws SQLException {
        var rows = warehouse.read(table, limit);
        if (rows.isEmpty()) {
            call.status(HttpStatus.NOT_FOUND).json(Map.of("error", "no such table"));
            return;
        }
        if (queries.size() >= QUERIES_MAX) {
            queries.clear();
        }
        String id = "q" + next.incrementAndGet();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("queryId", id);
        answer.put("rows", rows.get());
        queries.put(id, answer);
        call.json(answer);
    }

    private void getQuery(Context call) {
        Map<String, Object> answer = queries.get(call.pathParam("queryId"));
        if (answer == null) {
            call.status(HttpStatus.NOT_FOUND).json(Map.of("error", "no such query"));
            return;
        }
        call.json(answer);
    }

    private void streamQuery(SseClient client) {
        Map<String, Object> answer = queries.getOrDefault(client.ctx().pathParam("queryId"), Map.of("rows", List.of()));
        List<?> rows = (List<?>) answer.get("rows");
        for (int row = 0; rows != null && row < rows.size() && !client.terminated(); row++) {
            client.sendEvent("row", rows.get(row));
            rowsStreamed.incrementAndGet();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseBetweenRowsMillis));
        }
    }

    private void createTable(Context call) throws SQLException {
        String name = String.valueOf(call.bodyAsClass(Map.class).get("name"));
        if (!warehouse.create(name)) {
            call.status(HttpStatus.CONFLICT).json(Map.of("error", "not a free name"));
            return;
        }
        call.status(HttpStatus.CREATED).json(Map.of("table", "agents." + name));
    }

    private void export(Context call) throws SQLException {
        exports.incrementAndGet();
        Map<String, Object> everything = new LinkedHashMap<>();
        for (String table : warehouse.tables()) {
            warehouse.read(table, Warehouse.ROWS_MAX).ifPresent(rows -> everything.put(table, rows));
        }
        call.json(everything);
    }
}
