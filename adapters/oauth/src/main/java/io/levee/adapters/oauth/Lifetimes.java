package io.levee.adapters.oauth;

import java.time.Duration;

/// How long things are good. ADR 0041 says why these.
public final class Lifetimes {
    /// A token with which an agent calls.
    public static final Duration ACCESS = Duration.ofMinutes(10);
    /// A person in person at Levee's own API.
    public static final Duration PERSON = Duration.ofHours(1);
    /// A ticket: worth nothing without the credential of the one agent that it names.
    public static final Duration TICKET = Duration.ofHours(1);
    /// No token of any kind is good for longer.
    public static final Duration TOKEN_MAX = Duration.ofHours(1);
    /// How far two honest clocks may be apart.
    public static final Duration SKEW = Duration.ofSeconds(5);
    /// A client assertion; RFC 7523 asks for a limit and sets none.
    public static final Duration ASSERTION_MAX = Duration.ofMinutes(5);
    /// A login code on its way from the terminal to the browser.
    public static final Duration LOGIN_CODE = Duration.ofSeconds(60);

    private Lifetimes() {}
}
