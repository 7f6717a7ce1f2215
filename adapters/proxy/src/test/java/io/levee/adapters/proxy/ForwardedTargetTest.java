package io.levee.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What was authorised is what arrives, byte for byte; everything else does not arrive at all.
class ForwardedTargetTest {
    private static Door door;

    @BeforeAll
    static void open() throws IOException {
        door = new Door();
    }

    @AfterAll
    static void shut() throws IOException {
        door.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/warehouse/rows/7, /rows/7",
        "/warehouse/rows/7?a=1&b=%2F..&c=[x], /rows/7?a=1&b=%2F..&c=[x]",
        "/warehouse/rows/7?, /rows/7",
        "/warehouse/rows/7?a=%2e%2e%2f, /rows/7?a=%2e%2e%2f",
        "/warehouse/%72ows/7, /rows/7",
        "/warehouse/files/a%20b, /files/a%20b",
        "/warehouse/files/%e2%82%ac, /files/%E2%82%AC",
        "/warehouse/files/a+b, /files/a+b",
        "/warehouse/files/50%25, /files/50%25",
        "/warehouse/files/a%3Fb, /files/a%3Fb",
        "/warehouse/files/a%23b, /files/a%23b",
        "/warehouse/files/a%3Bb, /files/a%3Bb",
        "/warehouse/files/a:b@c!$&'()*, /files/a:b@c!$&'()*",
        "/warehouse/files/%41%7e, /files/A~",
        "http://gateway/warehouse/rows/7, /rows/7",
    })
    void arrivesAsItWasAuthorised(String target, String arrives) throws IOException {
        door.upstream.arrived.clear();
        assertThat(door.get(target)).startsWith("HTTP/1.1 200");
        assertThat(door.upstream.targets()).containsExactly(arrives);
        var recorded = door.decided().getLast().target();
        assertThat(arrives).startsWith(recorded.path().substring("/warehouse".length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/warehouse/rows/../admin",
                "/warehouse/rows/%2e%2e/admin",
                "/warehouse/rows/..%2fadmin",
                "/warehouse/rows/%2e%2e%2fadmin",
                "/warehouse/rows/%252e%252e%252fadmin",
                "/warehouse//admin",
                "//warehouse/rows/7",
                "/warehouse/rows//7",
                "/warehouse/rows/7;x=/admin",
                "/warehouse/rows/..;/admin",
                "/warehouse/rows/..\\admin",
                "/warehouse/rows/..%5cadmin",
                "/warehouse/rows/%c0%ae%c0%ae/admin",
                "/warehouse/rows/%00",
                "/warehouse/rows/7%0d%0aX:%201",
                "/warehouse/rows/7%20HTTP/1.1",
                "/warehouse/rows/%u002e%u002e",
                "/warehouse/rows/%ef%bc%8f..",
                "/warehouse/rows/7.",
                "/warehouse/rows/7#x",
                "/warehouse/export",
                "/warehouse/Rows/7",
                "/warehouse/rows",
                "/warehouse/rows/",
                "/warehouse/rows/7/",
                "/WAREHOUSE/rows/7",
                "/warehouse",
                "/",
                "*",
                "/other/rows/7",
                "/warehouse/rows/7?x\\y",
                "/warehouse/rows/7?%",
                "/warehouse/rows/%",
                "/warehouse/rows/%zz",
                "http://gateway//warehouse/rows/7",
                "http://user@gateway/warehouse/../rows/7",
                "/./warehouse/rows/7",
                "/x/../warehouse/rows/7",
                "/%2e/warehouse/rows/7",
                "/warehouse%2frows/7",
                "/warehouse/rows%2f7",
                "/warehouse/rows/%2e",
            })
    void doesNotArrive(String target) throws IOException {
        door.upstream.arrived.clear();
        assertThat(door.get(target))
                .matches("(?s)HTTP/1\\.1 (400|404|405|414) .*")
                .contains("\"code\":");
        assertThat(door.upstream.arrived).isEmpty();
    }
}
