package io.levee.adapters.forges;

import io.levee.adapters.reports.ReviewReport.Concern;

/// One finding as a comment.
///
/// @param finding the digest that it is known by
public record Posting(String finding, Place place, Concern concern) {
    /// Ends with the marker.
    public String body() {
        return Comments.finding(concern) + "\n\n" + new Marker(finding, concern.team(), concern.rule(), false).line();
    }

    Posting at(Place other) {
        return new Posting(finding, other, concern);
    }

    /// The same, at the whole file.
    public Posting onFile() {
        return place instanceof Place.OnLine line ? at(new Place.OnFile(line.file())) : this;
    }
}
