package io.levee.rooms.review;

/// Where a change is made, as it was before the change (I6).
///
/// @param owners       whom its CODEOWNERS name, besides the organisation's own
/// @param organisation whether the organisation's folder may stand at its root: then whoever edits
///                     that needs a person
public record Repository(PathOwners owners, boolean organisation) {
    public static final Repository UNKNOWN = new Repository(PathOwners.NOBODY, true);
}
