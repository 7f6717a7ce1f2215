package io.levee.rooms.jobs;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Team;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which parts of the platform a job touches, for whoever asked and never heard of them: from the catalog and from
/// what the teams that own them wrote. Pure; nothing is made up.
public final class PartRules {
    static final int PARTS_MAX = 12;
    static final int PAGES_MAX = 2;
    private static final int QUOTE_MAX = 300;

    private PartRules() {}

    /// One part.
    ///
    /// @param what    what the catalog says it is; may be empty
    /// @param channel where its owner is written to; empty where there is none
    public record Part(AssetId asset, String what, TeamId owner, String channel, List<Page> pages) {
        public Part {
            pages = List.copyOf(pages);
        }
    }

    /// A page of the owner that is about it.
    ///
    /// @param ref   `file:line` in the organisation's folder
    /// @param quote the first words there
    public record Page(String title, String ref, String quote) {}

    /// What it runs on and depends on first, then what it reads, then what it makes. Parts that the catalog does not
    /// have are left out.
    public static List<Part> touched(JobSpec spec, Catalog catalog, List<Document> documents) {
        Set<AssetId> ids = new LinkedHashSet<>();
        catalog.asset(spec.asset())
                .ifPresent(asset -> asset.dependsOn().stream().sorted().forEach(ids::add));
        spec.reads().stream().sorted().forEach(ids::add);
        spec.outputs().forEach(output -> ids.add(output.asset()));
        List<Part> parts = new ArrayList<>();
        for (AssetId id : ids) {
            if (parts.size() < PARTS_MAX) {
                catalog.asset(id).ifPresent(asset -> parts.add(part(asset, catalog, documents)));
            }
        }
        return parts;
    }

    private static Part part(Asset asset, Catalog catalog, List<Document> documents) {
        return new Part(
                asset.id(),
                asset.description(),
                asset.owner(),
                catalog.team(asset.owner()).map(Team::channel).orElse(""),
                documents.stream()
                        .filter(page -> page.team().equals(asset.owner())
                                && !page.kind().equals("incident"))
                        .filter(page -> page.assets().stream()
                                .anyMatch(pattern -> pattern.matches(asset.id().toString())))
                        .limit(PAGES_MAX)
                        .map(PartRules::page)
                        .toList());
    }

    private static Page page(Document document) {
        List<String> lines = document.body().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String quote = line.length() <= QUOTE_MAX ? line : line.substring(0, QUOTE_MAX) + "…";
                return new Page(document.title(), document.file() + ":" + (document.line() + i), quote);
            }
        }
        return new Page(document.title(), document.file() + ":" + document.line(), "");
    }
}
