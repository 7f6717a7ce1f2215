package io.levee.organisation;

/// One file of policies as it stands in the folder.
///
/// @param file relative to the folder: `policies/warehouse.cedar`
public record PolicySource(String file, String text) {}
