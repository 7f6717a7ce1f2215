package io.levee.adapters.contract;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A description with as many operations as asked for, in the form that generated ones have: two paths and two schemas
/// for each thing, and everything by reference.
final class LargeDescription {
    private static final JsonMapper MAPPER = new JsonMapper();
    private final ObjectNode root;

    /// @param operations a multiple of four
    LargeDescription(int operations) {
        root = (ObjectNode) MAPPER.readTree("""
                { "openapi": "3.1.0", "info": { "title": "Large", "version": "1" }, "x-levee-api": "warehouse",
                  "x-levee-owner": "warehouse", "x-levee-upstream": "http://127.0.0.1:1", "paths": {},
                  "components": {
                    "parameters": {
                      "id": { "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } },
                      "limit": { "name": "limit", "in": "query", "schema": { "type": "integer", "maximum": 100 } } },
                    "schemas": {
                      "Problem": { "type": "object", "properties": { "title": { "type": "string" } } } } } }
                """);
        ObjectNode paths = (ObjectNode) root.path("paths");
        ObjectNode schemas = (ObjectNode) root.at("/components/schemas");
        for (int thing = 0; thing < operations / 4; thing++) {
            String name = String.format(Locale.ROOT, "%05d", thing);
            paths.set("/things" + name, filled("""
                    { "get": { "operationId": "list@", "summary": "all things of kind @, as they are right now",
                        "parameters": [ { "$ref": "#/components/parameters/limit" } ], "responses": {
                          "200": { "description": "them", "content": { "application/json": { "schema": {
                            "type": "array", "items": { "$ref": "#/components/schemas/Thing@" } } } } },
                          "4XX": { "description": "no", "content": { "application/json": { "schema": {
                            "$ref": "#/components/schemas/Problem" } } } } } },
                      "post": { "operationId": "add@", "summary": "adds one thing of kind @ to those that are there",
                        "requestBody": { "required": true, "content": { "application/json": { "schema": {
                          "$ref": "#/components/schemas/Thing@" } } } },
                        "responses": { "201": { "description": "added", "content": { "application/json": { "schema": {
                          "$ref": "#/components/schemas/Thing@" } } } } } } }
                    """, name));
            paths.set("/things" + name + "/{id}", filled("""
                    { "parameters": [ { "$ref": "#/components/parameters/id" } ],
                      "get": { "operationId": "read@", "summary": "the thing of kind @ that has this id", "responses": {
                          "200": { "description": "it", "content": { "application/json": { "schema": {
                            "$ref": "#/components/schemas/Thing@" } } } },
                          "4XX": { "description": "no", "content": { "application/json": { "schema": {
                            "$ref": "#/components/schemas/Problem" } } } } } },
                      "put": { "operationId": "write@", "summary": "writes the thing of kind @ that has this id",
                        "requestBody": { "required": true, "content": { "application/json": { "schema": {
                          "$ref": "#/components/schemas/Thing@" } } } },
                        "responses": { "204": { "description": "written" } } } }
                    """, name));
            schemas.set("Thing" + name, filled("""
                    { "allOf": [ { "$ref": "#/components/schemas/Core@" }, { "type": "object", "properties": {
                        "name": { "type": "string", "maxLength": 80, "description": "what people call this thing" },
                        "price": { "type": "number", "minimum": 0 },
                        "state": { "enum": [ "new", "used", "broken" ] },
                        "tags": { "type": "array", "items": { "type": "string" } },
                        "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Thing@" } } } } ] }
                    """, name));
            schemas.set("Core" + name, filled("""
                    { "type": "object", "required": [ "id" ], "properties": {
                        "id": { "type": "integer", "readOnly": true },
                        "made": { "type": "string", "format": "date-time", "description": "when it came to be" } } }
                    """, name));
        }
    }

    /// On one line, as machines write it.
    String json() {
        return root.toString();
    }

    /// Indented, as people and most tools write it.
    String yaml() {
        StringBuilder out = new StringBuilder();
        write(root, "\n", out);
        return out.append('\n').toString();
    }

    private static void write(JsonNode node, String line, StringBuilder out) {
        switch (node) {
            case ObjectNode object
            when !object.isEmpty() ->
                object.properties().forEach(entry -> {
                    out.append(line).append('"').append(entry.getKey()).append("\":");
                    write(entry.getValue(), line + "  ", out);
                });
            case ArrayNode array
            when !array.isEmpty() ->
                array.forEach(item -> {
                    out.append(line).append('-');
                    write(item, line + "  ", out);
                });
            default -> out.append(' ').append(node);
        }
    }

    private static JsonNode filled(String template, String name) {
        return MAPPER.readTree(template.replace("@", name));
    }
}
