package io.levee.adapters.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import org.junit.jupiter.api.Test;

/// What can be said of a file of which only hunks are known.
final class FragmentsTest {
    private static String read(ChangedFile file) {
        return Sample.words(new KnownFormats().of(file, Contents.UNKNOWN));
    }

    private static String read(String path, Hunk... hunks) {
        return read(Hunks.modified(path, hunks));
    }

    @Test
    void aSettingOfABrokerIsReadFromOneLine() {
        assertThat(read("config/server.properties", Hunks.at(40, 41, """
                 # how long
                -log.retention.hours=168
                +log.retention.hours=1
                """))).isEqualTo("""
                kafka-broker partial
                broker @40,41
                  /log.retention.hours '168' -> '1' @41,42
                """);
    }

    @Test
    void aTopicInTheMiddleOfAListIsFound() {
        assertThat(read("infra/topics.yaml", Hunks.at(100, 100, """
                       retention.ms: "1000"
                   - name: orders.v1
                     partitions: 12
                     config:
                -      retention.ms: "604800000"
                +      retention.ms: "3600000"
                       segment.bytes: 1073741824
                   - name: audit
                """))).isEqualTo("""
                kafka-topic partial
                topic orders.v1 [topic:orders.v1] @101,101
                  /config/retention.ms '604800000' -> '3600000' @104,104
                """);
    }

    @Test
    void aTopicWithoutItsNameIsStillATopic() {
        assertThat(read("deploy/orders.yaml", Hunks.at(9, 9, """
                   partitions: 12
                   config:
                -    retention.ms: 604800000
                +    retention.ms: -1
                     segment.bytes: 1073741824
                """))).isEqualTo("""
                kafka-topic partial
                topic @9,9
                  /config/retention.ms '604800000' -> '-1' @11,11
                """);
    }

    @Test
    void nestingIsKeptByIndentation() {
        assertThat(read("k8s/deployment.yaml", Hunks.at(20, 20, """
                             memory: 512Mi
                         - name: proxy
                -          image: envoy:1.29
                +          image: envoy:1.30
                           args: ["-c", "x"]
                       volumes:
                         - name: tmp
                """))).isEqualTo("""
                yaml partial
                document @20,20
                  /?/1/image 'envoy:1.29' -> 'envoy:1.30' @22,22
                """);
    }

    @Test
    void aPieceOfJsonIsReadByKeysAndIndentation() {
        assertThat(read("app/flags.json", Hunks.at(5, 5, """
                       "state": "ENABLED",
                       "variants": {"on": true, "off": false},
                -      "defaultVariant": "off"
                +      "defaultVariant": "on"
                     },
                     "other": {
                       "state": "DISABLED",
                """))).isEqualTo("""
                flags partial
                flag @5,5
                  /rolloutPercent 0.0 -> 100.0 @7,7
                  /raw/defaultVariant 'off' -> 'on' @7,7
                """);
    }

    @Test
    void aFileThatIsAddedWithItsOnlyHunkIsKnownWhole() {
        ChangedFile file = Hunks.file(ChangedFile.Kind.ADDED, "kafka/topics/a.yaml", Hunks.at(0, 1, """
                +name: a
                +partitions: 3
                +config: {}
                """));
        assertThat(read(file)).isEqualTo("""
                kafka-topic
                topic a [topic:a] @0,1
                  /name absent -> 'a' @0,1
                  /partitions absent -> 3 @0,2
                  /config absent -> {} @0,3
                """);
    }

    @Test
    void eachHunkIsReadForItself() {
        assertThat(read("a.yaml", Hunks.at(3, 3, """
                 a: 1
                -b: 2
                +b: 3
                """), Hunks.at(30, 30, """
                   deep: true
                +  more: [1, 2]
                   words: >
                     x
                """))).isEqualTo("""
                yaml partial
                document @3,3
                  /b 2 -> 3 @4,4
                document @30,30
                  /more/0 absent -> 1 @0,31
                  /more/1 absent -> 2 @0,31
                """);
    }
}
