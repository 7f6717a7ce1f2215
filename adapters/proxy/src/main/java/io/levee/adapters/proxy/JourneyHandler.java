package io.levee.adapters.proxy;

import io.levee.steps.Journeys;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Watches each request from its first header to its last byte. Changes nothing of it.
final class JourneyHandler extends Handler.Wrapper {
    private static final String JOURNEY = JourneyHandler.class.getName();

    private final Journeys journeys;

    JourneyHandler(Handler handler, Journeys journeys) {
        super(handler);
        this.journeys = journeys;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        @Nullable String traceparent = request.getHeaders().get("traceparent");
        Journeys.Journey journey = journeys.begin(traceparent == null ? "" : traceparent);
        request.setAttribute(JOURNEY, journey);
        Request.addCompletionListener(request, _ -> {
            @Nullable String decision = response.getHeaders().get(HeaderRules.DECISION);
            if (decision != null) {
                journey.about("levee.decision", decision);
            }
            journey.close();
        });
        Handler next = getHandler();
        return journey.within(() -> handled(next, request, response, callback));
    }

    /// The journey that the request is on.
    static Journeys.Journey of(Request request) {
        return request.getAttribute(JOURNEY) instanceof Journeys.Journey journey
                ? journey
                : Journeys.unwatched().begin("");
    }

    /// Puts what happens later, on another thread, on the same journey.
    static Executor onward(Request request, Executor executor) {
        Journeys.Journey journey = of(request);
        return task -> executor.execute(() -> journey.within(() -> {
            task.run();
            return journey;
        }));
    }

    private static boolean handled(Handler next, Request request, Response response, Callback callback) {
        try {
            return next.handle(request, response, callback);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the gateway's own handler throws nothing checked", e);
        }
    }
}
