package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.organisation.DefinitionSource;

/// `apis/*.mcp.json`: what people approved of servers of MCP, in full. Whether it is what the digests in
/// `apis/*.mcp.yaml` say, the door of MCP checks, as the policy engine checks policies.
final class DefinitionsReader implements PartReader {
    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        draft.declare(new Declaration.OfDefinitions(new DefinitionSource(source.file(), source.text())));
        return draft.part();
    }
}
