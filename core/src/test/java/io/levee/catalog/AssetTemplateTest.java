package io.levee.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetTemplateTest {
    @ParameterizedTest
    @CsvSource({
        "table:{t}, sales.orders, table:sales.orders",
        "repository:{t}, acme/orders, repository:acme/orders",
        "table:sales.{t}, orders, table:sales.orders",
        "customer:{t}-{t}, 7, customer:7-7",
    })
    void aValueNamesAnAsset(String template, String value, String asset) {
        assertThat(AssetTemplate.parse(template).fill(Map.of("t", value))).contains(AssetId.parse(asset));
    }

    /// `customer:{region}/{id}`: else `eu/1` with `2` and `eu` with `1/2` would be one customer.
    @Test
    void aSlashInAValueCannotMoveABoundary() {
        AssetTemplate template = AssetTemplate.parse("customer:{region}/{id}");
        assertThat(template.fill(Map.of("region", "eu", "id", "2"))).contains(AssetId.parse("customer:eu/2"));
        assertThat(template.fill(Map.of("region", "eu/1", "id", "2"))).isEmpty();
        assertThat(template.fill(Map.of("region", "eu", "id", "1/2"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "#general", "a b", "{t}", "a{t}", "*", "a\u0000", "ä", "a%2fb"})
    void whatIsNoNameNamesNothing(String value) {
        assertThat(AssetTemplate.parse("channel:{t}").fill(Map.of("t", value))).isEmpty();
    }

    @Test
    void aMissingValueNamesNothing() {
        assertThat(AssetTemplate.parse("table:{schema}.{table}").fill(Map.of("table", "orders")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "table:orders", "{kind}:orders", "table:{}", "table:{a", "table:a}", "table: {a}"})
    void whatNamesNothingByAParameterIsRefused(String text) {
        assertThatThrownBy(() -> AssetTemplate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
