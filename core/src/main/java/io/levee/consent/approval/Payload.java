package io.levee.consent.approval;

import java.util.List;

/// All that an upstream gets of a call by its caller's choice, byte for byte.
///
/// @param method  `CALL` for what a server of MCP offers
/// @param api     the name of the API
/// @param target  path and query below the API, as forwarded; the name of a tool
/// @param headers in the order in which they are forwarded; whatever else was sent is not forwarded. Of
///                a tool, `definition` says which one was approved: what it means to call it
public record Payload(String method, String api, String target, List<Header> headers, Body body) {
    public record Header(String name, String value) {}

    public Payload {
        headers = List.copyOf(headers);
    }

    @Override
    public String toString() {
        return method + " " + api; // never what it says
    }
}
