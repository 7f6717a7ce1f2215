package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientCapabilitiesTest {
    @Test
    void onlyWordsOfTheSpecificationReachServers() {
        assertThat(ClientCapabilities.known(Wire.read("""
                {"elicitation":{"form":{"x":"4711"},"url":{}},"roots":{"listChanged":true,"x":"4711"},
                 "sampling":{"tools":"4711"},"experimental":{"x":"4711"},"extensions":{"4711":{}}}"""))).isEqualTo(Wire.read("""
                        {"elicitation":{"form":{},"url":{}},"roots":{"listChanged":true},"sampling":{}}"""));
    }

    @Test
    void whatIsNoneIsNone() {
        for (String said : new String[] {"{}", "[]", "\"4711\"", "{\"sampling\":true}", "null"}) {
            assertThat(ClientCapabilities.known(Wire.read(said))).as(said).isEmpty();
        }
    }
}
