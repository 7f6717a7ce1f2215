package io.levee.adapters.http;

import io.javalin.router.JavalinDefaultRoutingApi;

/// A few endpoints that belong together.
public interface Routes {
    void register(JavalinDefaultRoutingApi routing);
}
