package io.levee.adapters.proxy;

import io.levee.rooms.gateway.GatewayRefusal;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What Jetty refuses before it reaches the door, because it is no HTTP, says so like everything else.
final class ProblemErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= 400 ? response.getStatus() : 500;
        GatewayRefusal refusal = Problems.of(status);
        Problems.write(response, status, refusal, "", "", "", callback);
        return true;
    }
}
