package io.levee.adapters.control;

import io.levee.facts.StopFact.LayerProof;
import io.levee.facts.StopFact.LayerReport;
import io.levee.fault.Refusal;
import io.levee.ledger.Origin;
import io.levee.rooms.stop.StopExecution;
import io.levee.rooms.stop.signed.SignedAnswer;
import io.levee.rooms.stop.signed.SignedOrders;
import io.levee.rooms.stop.signed.SignedRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/// `POST /v1/orders` takes a signed note as text, and answers with what was done here; `GET /v1/control` says which
/// replica this is. Answers are those of the API in their form: RFC 9457 for a no.
final class ControlHandler extends Handler.Abstract {
    static final String ORDERS = "/v1/orders";
    static final String ABOUT = "/v1/control";
    /// Eight times what the longest order takes.
    private static final int NOTE_BYTES_MAX = 8 * 1024;
    /// What is read away of one that is longer.
    private static final int LEFTOVER_BYTES_MAX = 1024 * 1024;

    private static final JsonMapper JSON = new JsonMapper();

    private final SignedOrders orders;
    private final Origin origin;

    ControlHandler(SignedOrders orders, Origin origin) {
        this.orders = orders;
        this.origin = origin;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String path = request.getHttpURI().getPath();
        if (ORDERS.equals(path) && HttpMethod.POST.is(request.getMethod())) {
            answer(response, callback, obey(request));
        } else if (ABOUT.equals(path) && HttpMethod.GET.is(request.getMethod())) {
            send(response, callback, 200, "application/json", Map.of("replica", origin.toString()));
        } else {
            send(
                    response,
                    callback,
                    404,
                    "application/problem+json",
                    Map.of("status", 404, "title", "send a signed order to `%s`".formatted(ORDERS)));
        }
        return true;
    }

    private SignedAnswer obey(Request request) throws IOException {
        try (InputStream body = Content.Source.asInputStream(request)) {
            byte[] note = body.readNBytes(NOTE_BYTES_MAX + 1);
            if (note.length > NOTE_BYTES_MAX) {
                var _ = body.skip(LEFTOVER_BYTES_MAX); // who still sends would see a broken connection, and no answer
                return new SignedAnswer.Refused(SignedRefusal.ORDER_MALFORMED, "");
            }
            return orders.obey(new String(note, StandardCharsets.UTF_8));
        }
    }

    private void answer(Response response, Callback callback, SignedAnswer answer) {
        switch (answer) {
            case SignedAnswer.Obeyed obeyed -> send(response, callback, 200, "application/json", view(obeyed));
            case SignedAnswer.Refused(var refusal, var detail) ->
                send(response, callback, 403, "application/problem+json", problem(refusal, detail));
        }
    }

    private Map<String, Object> view(SignedAnswer.Obeyed obeyed) {
        List<Map<String, Object>> reports = new ArrayList<>();
        for (StopExecution.Outcome outcome : obeyed.outcomes()) {
            LayerReport report = outcome.report();
            LayerProof proof = outcome.proof();
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("layer", report.layer().name().toLowerCase(Locale.ROOT));
            one.put("stopper", report.stopper());
            one.put("asked", report.layer().cooperative());
            one.put("effective", report.effective());
            one.put("micros", report.micros());
            one.put("affected", report.affected());
            one.put("detail", report.detail());
            one.put("verified", proof.holds());
            one.put("verifiedMicros", proof.micros());
            one.put("evidence", proof.evidence());
            reports.add(one);
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", obeyed.stop().value());
        view.put("replica", origin.toString());
        view.put("kept", obeyed.kept());
        view.put("recorded", obeyed.recorded());
        view.put("reports", reports);
        view.put("holds", obeyed.holds());
        return view;
    }

    private static Map<String, Object> problem(Refusal refusal, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:levee:refusal:" + refusal.code());
        problem.put("title", refusal.advice());
        problem.put("status", 403);
        problem.put("detail", detail);
        problem.put("code", refusal.code());
        return problem;
    }

    private static void send(Response response, Callback callback, int status, String type, Object body) {
        byte[] bytes = JSON.writeValueAsBytes(body);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
