package io.levee.app.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// One of each kind: what was changed, and what the team would want to be asked about ever after.
final class IncidentKindsTest {
    @TempDir
    private Path folder;

    /// @param near  a change of the same file that is none of the incident's kind
    /// @param again the same mistake elsewhere; empty where the rule is about this file alone
    /// @param where another file for it
    record Kind(
            String name,
            String file,
            String before,
            String after,
            String near,
            String where,
            String was,
            String again,
            String kind,
            String when) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String deployment(String name, String memory, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %s
                spec:
                  replicas: %d
                  template:
                    spec:
                      containers:
                        - name: app
                          image: %s:1
                          resources:
                            limits:
                              cpu: 500m
                %s
                """.formatted(name, replicas, name, memory.isEmpty() ? "" : "              memory: " + memory);
    }

    private static String topic(String name, String retention, int partitions) {
        return """
                topics:
                  - name: %s
                    partitions: %d
                    replicas: 3
                    config:
                      retention.ms: %s
                """.formatted(name, partitions, retention);
    }

    private static String flag(String name, int percent, String note) {
        return """
                {
                  "flags": {
                    "%s": {
                      "state": "ENABLED",
                      "variants": { "on": true, "off": false },
                      "defaultVariant": "off",
                      "metadata": { "note": "%s" },
                      "targeting": { "fractional": [["on", %d], ["off", %d]] }
                    }
                  }
                }
                """.formatted(name, note, percent, 100 - percent);
    }

    private static String client(int timeout, int pool) {
        return "client.read-timeout-ms=%d\nclient.pool=%d\n".formatted(timeout, pool);
    }

    static List<Kind> kinds() {
        return List.of(
                new Kind(
                        "a memory limit of Kubernetes is removed",
                        "k8s/checkout.yaml",
                        deployment("checkout", "512Mi", 2),
                        deployment("checkout", "", 2),
                        deployment("checkout", "512Mi", 3),
                        "k8s/basket.yaml",
                        deployment("basket", "256Mi", 1),
                        deployment("basket", "", 1),
                        "structure",
                        "it.path.endsWith('/limits/memory')"),
                new Kind(
                        "the retention of a topic has no bound any more",
                        "kafka/topics/orders.yaml",
                        topic("orders", "604800000", 6),
                        topic("orders", "-1", 6),
                        topic("orders", "604800000", 12),
                        "kafka/topics/returns.yaml",
                        topic("returns", "86400000", 6),
                        topic("returns", "-1", 6),
                        "structure",
                        "it.path.endsWith('/config/retention.ms') && text(it.after) in ['', '-1']"),
                new Kind(
                        "a column is NOT NULL without a default",
                        "db/migration/V2__orders.sql",
                        "",
                        "ALTER TABLE orders ADD COLUMN note text NOT NULL;\n",
                        "ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '';\n",
                        "db/migration/V9__returns.sql",
                        "",
                        "ALTER TABLE returns ADD COLUMN why text NOT NULL;\n",
                        "structure",
                        "list(at(after, '/actions')).exists(a, a.matches("),
                new Kind(
                        "a flag reaches everybody at once",
                        "apps/flags/shop.json",
                        flag("async-orders", 5, ""),
                        flag("async-orders", 100, ""),
                        flag("async-orders", 10, ""),
                        "apps/flags/other.json",
                        flag("new-basket", 1, ""),
                        flag("new-basket", 100, ""),
                        "structure",
                        "number(it.after) - number(it.before) >= 95.0"),
                new Kind(
                        "a timeout is raised",
                        "apps/shop/application.properties",
                        client(1000, 10),
                        client(60000, 10),
                        client(1000, 20),
                        "apps/basket/application.properties",
                        client(1500, 10),
                        client(90000, 10),
                        "structure",
                        "number(it.after) > 1000.0"),
                new Kind(
                        "a line of Java is wrong",
                        "apps/Price.java",
                        "class Price {\n    long cents(long euros) {\n        return euros * 100;\n    }\n}\n",
                        "class Price {\n    long cents(long euros) {\n        return Math.round(euros / 100.0);\n    }\n}\n",
                        "class Price {\n    // in cents\n    long cents(long euros) {\n        return euros * 100;\n    }\n}\n",
                        "apps/Price.java",
                        "class Price {\n    long cents(long cash) {\n        return 1;\n    }\n}\n",
                        "class Price {\n    long cents(long cash) {\n        return Math.round(euros / 100.0);\n    }\n}\n",
                        "line",
                        "return Math.round(euros / 100.0);"),
                new Kind(
                        "a check in Python is taken out",
                        "apps/pay.py",
                        "def pay(order):\n    if order.paid:\n        raise ValueError('paid twice')\n    send(order)\n",
                        "def pay(order):\n    send(order)\n",
                        "def pay(order):\n    if order.paid:\n        raise ValueError('paid twice')\n    send(order)\n    log(order)\n",
                        "apps/pay.py",
                        "def pay(order):\n    lock(order)\n    if order.paid:\n        raise ValueError('paid twice')\n    send(order)\n",
                        "def pay(order):\n    lock(order)\n    send(order)\n",
                        "line",
                        "change.removed.exists("));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsProposedFindsTheMistakeAgainAndLetsOtherChangesPass(Kind it) {
        try (Shop shop = new Shop(folder)) {
            shop.repository().write("README.md", "shop\n").write(it.where(), it.was());
            if (!it.before().isEmpty()) {
                shop.repository().write(it.file(), it.before());
            }
            shop.repository().commit("begin", "eve");
            shop.repository().write(it.file(), it.near()).commit("something near", "eve");
            restore(shop, it);
            shop.repository().commit("not that", "eve");
            String cause = shop.repository().write(it.file(), it.after()).commit("it seemed right", "eve");
            restore(shop, it);
            shop.repository().commit("Revert it\n\nThis reverts commit %s.".formatted(cause), "eve");
            shop.repository().write(it.where(), it.again()).aside("refs/heads/again", "the same elsewhere", "bo");
            shop.repository().write(it.where(), it.was()).write("README.md", "more\n");
            shop.repository().aside("refs/remotes/origin/docs", "say more", "bo");

            CommandRun.Result added =
                    shop.add(shop.page("---\nid: INC-7\n---\nIt broke.\n"), "--caused-by", cause, "--json");

            assertThat(added.exit()).as(added.err()).isZero();
            JsonNode json = Shop.json(added);
            JsonNode rule = json.get("guardrail");
            assertThat(rule.get("kind").asString()).as(rule.toString()).isEqualTo(it.kind());
            assertThat(rule.get("when").asString()).contains(it.when());
            assertThat(rule.get("spoke").asInt()).as(rule.toString()).isZero();
            assertThat(rule.get("severity").asString()).isEqualTo("high");
            assertThat(json.get("fix").get("commit").asString()).isNotEmpty();
            assertThat(json.get("open").get("looked").asInt()).isEqualTo(2);
            assertThat(json.get("open")
                            .get("stopped")
                            .valueStream()
                            .map(found -> found.get("branch").asString() + " "
                                    + found.get("file").asString())
                            .distinct())
                    .containsExactly("again " + it.where());
            assertThat(shop.cases().exit()).as(shop.cases().out()).isZero();
            assertThat(shop.run("org", "check", shop.org().toString()).exit()).isZero();
            assertThat(shop.run(
                                    "review",
                                    "--org",
                                    shop.org().toString(),
                                    "--repo",
                                    repo(shop),
                                    "--base",
                                    cause + "~1",
                                    "--head",
                                    cause,
                                    "--no-knowledge")
                            .exit())
                    .isEqualTo(1);
        }
    }

    private static String repo(Shop shop) {
        return shop.repository().folder().toString();
    }

    private static void restore(Shop shop, Kind it) {
        if (it.before().isEmpty()) {
            shop.repository().remove(it.file());
        } else {
            shop.repository().write(it.file(), it.before());
        }
    }

    @Test
    void ofWhatNobodyCanReadThereIsSomethingToCiteAndNoCase() {
        try (Shop shop = new Shop(folder)) {
            shop.repository().write("apps/model.bin", "\0one").commit("begin", "eve");
            String cause = shop.repository().write("apps/model.bin", "\0two").commit("new model", "eve");
            CommandRun.Result added = shop.add(shop.page("# The model was wrong\n"), "--caused-by", cause);
            assertThat(added.exit()).as(added.err()).isZero();
            assertThat(added.out())
                    .contains("no rule tells the cause from its fix; it is only cited", "no case for the reviewers");
            String rule = "teams/shop/guardrails/after-2026-01-01-the-model-was-wrong.yaml";
            assertThat(shop.orgText(rule))
                    .contains("paths: [\"/apps/model.bin\"]")
                    .doesNotContain("when:");
            assertThat(shop.run("org", "check", shop.org().toString()).exit()).isZero();
            assertThat(shop.cases().out()).contains("no cases yet");
        }
    }

    static Stream<String> ways() {
        return Stream.of("named", "merge", "fixed later", "never");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theCauseMayBeAMergeAndTheFixAnything(String way) {
        try (Shop shop = new Shop(folder)) {
            String file = "apps/shop/application.properties";
            shop.repository().write(file, client(1000, 10)).commit("begin", "eve");
            shop.repository().write(file, client(60000, 10));
            String cause = way.equals("merge")
                    ? shop.repository()
                            .merge(shop.repository().aside("refs/heads/slow", "wait", "bo"), "Merge slow", "eve")
                    : shop.repository().commit("wait longer", "eve");
            String fix = switch (way) {
                case "named" -> shop.repository().write(file, client(900, 10)).commit("shorter", "eve");
                case "merge" ->
                    shop.repository()
                            .write(file, client(1000, 10))
                            .commit(
                                    "Revert it\n\nThis reverts commit %s, reversing\nchanges made to it."
                                            .formatted(cause),
                                    "eve");
                case "fixed later" ->
                    shop.repository()
                            .write("apps/shop/pool.properties", "pool=9\n")
                            .commit("more threads", "eve");
                default -> "";
            };
            CommandRun.Result added = Stream.of("named", "fixed later").anyMatch(way::equals)
                    ? shop.add(shop.page("slow\n"), "--caused-by", cause, "--fixed-by", fix, "--json")
                    : shop.add(shop.page("slow\n"), "--caused-by", cause, "--json");
            assertThat(added.exit()).as(added.err()).isZero();
            JsonNode json = Shop.json(added);
            assertThat(json.get("fix").get("commit").asString()).isEqualTo(fix);
            assertThat(json.get("guardrail").get("when").asString()).contains("/client.read-timeout-ms");
            assertThat(json.get("guardrail").get("spoke").asInt()).isZero();
            assertThat(shop.cases().exit()).as(shop.cases().out()).isZero();
        }
    }

    @Test
    void aFixElsewhereIsAskedToo() {
        try (Shop shop = new Shop(folder)) {
            String basket = "apps/basket/application.properties";
            shop.repository().write("apps/shop/application.properties", client(1000, 10));
            shop.repository().write(basket, client(1000, 10)).commit("begin", "eve");
            shop.repository().write("apps/shop/application.properties", client(60000, 10));
            String cause = shop.repository().commit("wait longer", "eve");
            // on a branch of its own, where the history does not show it
            String fix = shop.repository().write(basket, client(2000, 10)).aside("refs/heads/fix", "wait there", "bo");
            CommandRun.Result added = shop.add(shop.page("slow\n"), "--caused-by", cause, "--fixed-by", fix, "--json");
            assertThat(Shop.json(added).get("guardrail").get("when").asString())
                    .contains("number(it.after) >= 60000.0");
            assertThat(shop.cases().exit()).as(shop.cases().out()).isZero();
        }
    }

    @Test
    void aRuleThatWouldSpeakTooOftenIsNoticedAndBlocksNothing() {
        try (Shop shop = new Shop(folder)) {
            String file = "apps/shop/application.properties";
            shop.repository().write(file, client(1, 10)).commit("begin", "eve");
            for (int i = 2; i < 20; i++) {
                shop.repository()
                        .write(file, client(i % 2 == 0 ? 60000 : 1, 10))
                        .commit("change " + i, "eve");
            }
            String cause = shop.repository().commits().get(1);
            CommandRun.Result added = shop.add(shop.page("slow\n"), "--caused-by", cause, "--json");
            JsonNode rule = Shop.json(added).get("guardrail");
            assertThat(rule.get("spoke").asInt()).as(added.out()).isGreaterThan(5);
            assertThat(rule.get("severity").asString()).isEqualTo("medium");
            CommandRun.Result cases = shop.cases("--json");
            assertThat(cases.exit()).isEqualTo(1);
            assertThat(cases.out()).contains("only speaks: give it `severity: high`");
        }
    }

    @Test
    void ofSeveralChangesTheOneThatThePageSpeaksOfIsMeant() {
        try (Shop shop = new Shop(folder)) {
            String file = "apps/shop/application.properties";
            shop.repository().write(file, "alpha.size=1\nomega.limit=5\n").commit("begin", "eve");
            String cause = shop.repository()
                    .write(file, "alpha.size=2\nomega.limit=900\n")
                    .commit("more", "eve");
            CommandRun.Result added = shop.add(
                    shop.page("omega.limit was more than the database carries\n"), "--caused-by", cause, "--json");
            assertThat(Shop.json(added).get("guardrail").get("when").asString()).contains("/omega.limit");
        }
    }
}
