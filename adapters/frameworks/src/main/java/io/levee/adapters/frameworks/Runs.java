package io.levee.adapters.frameworks;

import java.util.List;

/// What a framework runs, for the time of one stop or look. Throws [IllegalStateException] where it
/// cannot be asked, or does not know what a foothold names.
interface Runs {
    /// A foothold with more cannot be looked at in whole, so it never ended.
    int LIVE_MAX = 500;

    /// Ids of all that is neither ended nor will not begin.
    List<String> live(String foothold);

    /// Asks to end one of them. Returns where the framework took it, or it has ended meanwhile.
    void end(String run);

    /// Asks, without harm to anybody, in a way that wants the same rights.
    void rehearse(String canary);
}
