package io.levee.adapters.formats.tree;

import io.levee.catalog.AssetId;
import java.util.List;
import java.util.Set;

/// A named thing of one side of a file.
///
/// @param identity what it is known by on the other side, within its kind
/// @param aside    paths of keys that are part of the tree and of no comparison: told by
///                 another piece, or different wherever something moves
public record Piece(
        String kind, String name, String identity, List<AssetId> assets, Node tree, int line, Set<List<String>> aside) {
    public Piece {
        assets = List.copyOf(assets);
        aside = Set.copyOf(aside);
    }

    public static Piece of(String kind, String name, Node tree) {
        return new Piece(kind, name, name, List.of(), tree, tree.line(), Set.of());
    }

    /// One that describes an asset of the same name, if that can be the name of one.
    public static Piece asset(String kind, String name, Node tree) {
        List<AssetId> assets = AssetId.of(kind, name).stream().toList();
        return new Piece(kind, name, name, assets, tree, tree.line(), Set.of());
    }

    public Piece without(Set<List<String>> paths) {
        return new Piece(kind, name, identity, assets, tree, line, paths);
    }

    public Piece knownAs(String other) {
        return new Piece(kind, name, other, assets, tree, line, aside);
    }
}
