package io.levee.knowledge;

import io.levee.identity.AssetPattern;
import io.levee.identity.TeamId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// An incident, a runbook or a skill of a team: a page that people wrote.
///
/// @param kind   `incident`, `runbook` or `skill`
/// @param date   of an incident
/// @param assets what it is about
/// @param head   what its front matter says in words: title, cause, fix; searched with the body
/// @param file   in the organisation's folder
/// @param line   where the body begins, from 1
public record Document(
        TeamId team,
        String kind,
        String id,
        String title,
        Optional<LocalDate> date,
        List<AssetPattern> assets,
        List<String> head,
        String file,
        int line,
        String body) {
    public Document {
        assets = List.copyOf(assets);
        head = List.copyOf(head);
    }
}
