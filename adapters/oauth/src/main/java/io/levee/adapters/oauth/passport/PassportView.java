package io.levee.adapters.oauth.passport;

import java.util.List;

/// The seven answers, ready to be shown: ids and numbers only.
///
/// @param revision of the organisation that answered
public record PassportView(
        String agent,
        String purpose,
        String owner,
        String revision,
        Runs whereDoesItRun,
        ActsFor whomDoesItActFor,
        May whatMayItKnow,
        May whatMayItChange,
        Spend whatMayItSpend,
        Observed whatIsObserved,
        Stop whoCanStopIt) {
    /// @param seenBy the replicas whose gateway saw it
    public record Runs(String declared, List<String> seenBy) {}

    /// @param live the tokens that are good now
    public record ActsFor(List<String> declared, List<Live> live) {}

    /// @param agents the whole chain, the caller last
    public record Live(String person, List<String> agents, String session, String audience, String until) {}

    /// @param now the assets that a declared pattern covers and a policy permits to this agent; whom it acts for bounds
    ///            it further
    /// @param cut whether there are more
    public record May(List<String> declared, List<String> now, boolean cut) {}

    public record Spend(long callsPerHourMax, long usdCentsPerDayMax, long callsLastHour) {}

    /// @param lastSeen empty where it was never seen
    public record Observed(List<String> declared, long allowed, long denied, String lastSeen) {}

    /// @param now    the people to whom a policy permits it
    /// @param orders that cover it at this moment
    public record Stop(List<String> declared, List<String> now, boolean stopped, List<Order> orders) {}

    public record Order(String stop, String scope, String by, String reason) {}
}
