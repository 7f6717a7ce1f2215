package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.identity.TeamId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private static final Routes ROUTES = routes(
            "GET /queries",
            "GET /queries/{id}",
            "DELETE /queries/{id}",
            "POST /queries/export",
            "GET /queries/{id}/rows",
            "GET /",
            "GET /reports/{id}.csv",
            "GET /reports/{id}",
            "GET /{kind}/me",
            "GET /books/{id}",
            "GET /jobs/{id}",
            "GET /jobs/{name}",
            "GET /dir/",
            "GET /refs/{name}",
            "PUT /refs/{key}",
            "GET /compare/{base}...{head}",
            "POST /refs/{name}:cancel",
            "GET /x{a}y/z",
            "GET /{b}/z");

    @ParameterizedTest
    @CsvSource({
        "GET, /w/queries, /queries",
        "GET, /w/queries/7, /queries/{id}",
        "DELETE, /w/queries/7, /queries/{id}",
        "POST, /w/queries/export, /queries/export",
        "GET, /w/queries/7/rows, /queries/{id}/rows",
        "GET, /w/queries/export/rows, /queries/{id}/rows",
        "GET, /w/, /",
        "GET, /w/reports/7.csv, /reports/{id}.csv",
        "GET, /w/reports/7, /reports/{id}",
        "GET, /w/x1y/z, /x{a}y/z",
        "GET, /w/dir/, /dir/",
        "GET, /w/refs/7, /refs/{name}",
        "PUT, /w/refs/7, /refs/{key}", // one path under two names: the method says which
        "POST, /w/refs/7:cancel, /refs/{name}:cancel",
        "POST, /w/refs/7%3Acancel, /refs/{name}:cancel", // what is matched is what is sent
        "GET, /w/compare/a...b, /compare/{base}...{head}",
        "GET, /w/q%75eries, /queries",
    })
    void theMostExactTemplateIsFound(String method, String target, String template) {
        assertThat(find(method, target))
                .isInstanceOfSatisfying(
                        Route.Found.class,
                        found -> assertThat(found.declared().path()).isEqualTo(template));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /w/queries/export, MethodNotDeclared", // the literal path is chosen before its methods are
        "PUT, /w/queries/7, MethodNotDeclared",
        "DELETE, /w/refs/7, MethodNotDeclared",
        "GET, /w/refs/7:cancel, MethodNotDeclared",
        "GET, /w/compare/a..b, NotDeclared",
        "HEAD, /w/queries, MethodNotDeclared",
        "GET, /w/queries/, NotDeclared",
        "GET, /w/queries/7/, NotDeclared",
        "GET, /w/Queries, NotDeclared",
        "GET, /w, NotDeclared",
        "GET, /w/reports/, NotDeclared",
        "GET, /w/dir, NotDeclared",
        "GET, /v/queries, ApiUnknown",
        "GET, /, ApiUnknown",
        "GET, /w/books/me, Ambiguous", // `/{kind}/me` or `/books/{id}`?
        "GET, /w/jobs/7, Ambiguous",
    })
    void whatIsNotDeclaredOrNotClearDoesNotExist(String method, String target, String kind) {
        assertThat(find(method, target).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void allMethodsOfAPathUnderTwoNamesAreDeclared() {
        assertThat(find("DELETE", "/w/refs/7"))
                .isInstanceOfSatisfying(
                        Route.MethodNotDeclared.class,
                        route -> assertThat(route.declared()).containsExactly("GET", "PUT"));
    }

    @Test
    void tenThousandOperationsAreSearchedByPathAndNotOneByOne() {
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            operations.add("GET /group" + i % 100 + "/kind" + i + "/{id}/rows");
        }
        Routes many = routes(operations.toArray(String[]::new));
        for (int i = 0; i < 10_000; i++) {
            var path = (NormalPath.Normal) PathRules.normalise("/w/group" + i % 100 + "/kind" + i + "/7/rows");
            assertThat(many.find(new CallRequest(Api.Protocol.HTTP, "GET", path, Map.of(), ""), path))
                    .isInstanceOf(Route.Found.class);
        }
    }

    private static Route find(String method, String target) {
        CallRequest request = CallRequest.of(method, target, "");
        return ROUTES.find(request, (NormalPath.Normal) request.path());
    }

    private static Routes routes(String... lines) {
        List<Api.Operation> operations = new ArrayList<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            AssetId asset = AssetId.operation("w", "op" + operations.size());
            operations.add(
                    new Api.Operation(asset, line.substring(0, space), line.substring(space + 1), false, List.of()));
        }
        Api api = new Api("w", new TeamId("warehouse"), Api.Protocol.HTTP, URI.create("http://localhost"), operations);
        return new Routes(new Catalog(List.of(), List.of(), List.of(api)));
    }
}
