package io.levee.adapters.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.Reading;
import io.levee.knowledge.Document;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Knowledge.Hit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Pages, and questions of which it is known which page they are about.
final class Labelled {
    static final Path PAGES =
            Path.of(System.getProperty("levee.root", "../.."), "adapters/search/src/test/resources/pages");

    private Labelled() {}

    /// @param page the id of the page that is looked for; empty where no page is about it
    record Question(boolean fit, Optional<String> page, String text) {
        /// From 1; 0 where it is not among the first ten.
        int rank(Knowledge knowledge) {
            List<Hit> hits = knowledge.search(Set.of(), text, 10);
            for (int i = 0; i < hits.size(); i++) {
                if (page.equals(Optional.of(hits.get(i).passage().id()))) {
                    return i + 1;
                }
            }
            return 0;
        }
    }

    static List<Question> questions() {
        return Golden.lines("/questions.tsv").stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", 3))
                .map(it -> new Question(it[0].equals("fit"), Optional.of(it[1]).filter(id -> !id.equals("-")), it[2]))
                .toList();
    }

    static List<Document> pages() {
        Reading reading = new OrganisationFolder(PAGES, List.of()).read();
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).organisation().documents();
    }
}
