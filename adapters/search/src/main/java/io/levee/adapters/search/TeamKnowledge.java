package io.levee.adapters.search;

import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Passage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The pages of all teams, searched by words and by meaning. Immutable; a changed organisation
/// makes another one, which embeds only what is new where it has a cache.
///
/// A page's score is [Relevance] of two measures: how near the question's vector is to the
/// nearest of the page's passages or to what its front matter says, and the share of the
/// question's words that its best passage has. Every page is measured, none is left out by an
/// approximation, so the same question always gets the same answer.
///
/// On the labelled questions of `RetrievalTest` the precision at [Knowledge#RELEVANT] is 0.99 and
/// the recall 0.80: of 80 changes that no page is about, 1 was said to be like one; of 98 that
/// one is about, 78 were told their page.
public final class TeamKnowledge implements Knowledge {
    /// Passages that are searched; those of the pages that come last by team and id are left
    /// out.
    public static final int PASSAGES_MAX = 50_000;
    /// Characters of a page's front matter that are searched.
    private static final int HEAD_MAX = 4_000;

    private static final System.Logger LOG = System.getLogger(TeamKnowledge.class.getName());

    private final List<Page> pages;
    private final List<Passage> passages;
    private final Words words;
    private final Optional<Meaning> meaning;

    /// @param from   its first passage
    /// @param before the passage after its last
    private record Page(TeamId team, int from, int before) {}

    /// Passage `i` has vector `i`; the front matter of page `p` has the vector after all
    /// passages, `passages + p`.
    private record Meaning(Embedder embedder, Vectors vectors) {}

    /// @param wordsAlone no model is loaded
    /// @param cache      where vectors are kept between starts; empty for nowhere
    public record Options(boolean wordsAlone, Optional<Path> cache) {
        public static final Options IN_MEMORY = new Options(false, Optional.empty());
        public static final Options WORDS_ALONE = new Options(true, Optional.empty());

        public static Options cachedIn(Path folder) {
            return new Options(false, Optional.of(folder));
        }
    }

    private TeamKnowledge(List<Page> pages, List<Passage> passages, Words words, Optional<Meaning> meaning) {
        this.pages = pages;
        this.passages = passages;
        this.words = words;
        this.meaning = meaning;
    }

    /// Takes about 20 ms for each passage that is not in the cache; without the model next to
    /// nothing.
    public static TeamKnowledge of(List<Document> documents, Options options) {
        return of(documents, options.wordsAlone() ? Optional.empty() : MiniLm.shared(), options.cache());
    }

    static TeamKnowledge of(List<Document> documents, Optional<Embedder> embedder, Optional<Path> cache) {
        List<Document> sorted = documents.stream()
                .sorted(Comparator.comparing(Document::team)
                        .thenComparing(Document::kind)
                        .thenComparing(Document::id)
                        .thenComparing(Document::file))
                .toList();
        List<Page> pages = new ArrayList<>();
        List<Passage> passages = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Document document : sorted) {
            List<Passage> split = Split.of(document);
            if (passages.size() + split.size() > PASSAGES_MAX) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} of {1} pages are not searched: there are more than {2} passages",
                        sorted.size() - pages.size(),
                        sorted.size(),
                        PASSAGES_MAX);
                break;
            }
            pages.add(new Page(document.team(), passages.size(), passages.size() + split.size()));
            passages.addAll(split);
            heads.add(head(document));
            split.forEach(passage -> texts.add(lexical(document, passage)));
        }
        Optional<Meaning> meaning = embedder.flatMap(it -> meaning(it, cache, passages, heads));
        return new TeamKnowledge(List.copyOf(pages), List.copyOf(passages), Words.of(texts), meaning);
    }

    private static Optional<Meaning> meaning(
            Embedder embedder, Optional<Path> cache, List<Passage> passages, List<String> heads) {
        List<String> texts = new ArrayList<>();
        passages.forEach(passage -> texts.add(passage.title() + "\n" + passage.text()));
        texts.addAll(heads);
        try {
            List<byte[]> vectors = new VectorCache(embedder, cache).of(texts);
            return Optional.of(new Meaning(embedder, new Vectors(embedder.dimensions(), vectors)));
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "knowledge is searched by words alone: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private static String head(Document document) {
        String head = document.head().isEmpty() ? document.title() : String.join("\n", document.head());
        return head.substring(0, Math.min(head.length(), HEAD_MAX));
    }

    private static String lexical(Document document, Passage passage) {
        StringBuilder text = new StringBuilder(head(document)).append('\n').append(passage.text());
        document.assets().forEach(asset -> text.append('\n').append(asset));
        return text.toString();
    }

    /// Whether texts are compared by what they mean, too.
    public boolean knowsMeaning() {
        return meaning.isPresent();
    }

    /// Passages that are searched.
    public int size() {
        return passages.size();
    }

    @Override
    public List<Hit> search(Set<TeamId> teams, String text, int max) {
        if (max < 1 || max > HITS_MAX) {
            throw new IllegalArgumentException("`%d` hits cannot be asked for: 1 to %d can".formatted(max, HITS_MAX));
        }
        if (text.chars().noneMatch(Character::isLetterOrDigit)) {
            return List.of();
        }
        List<Hit> hits = new ArrayList<>();
        for (Measured page : measured(teams, text)) {
            double score = page.score();
            if (score > 0) {
                hits.add(new Hit(passages.get(page.passage()), score));
            }
        }
        // pages are in the order of their ids, and sorting keeps it where scores are the same
        hits.sort(Comparator.comparingDouble(Hit::score).reversed());
        return List.copyOf(hits.subList(0, Math.min(max, hits.size())));
    }

    /// How near a page is to a question.
    ///
    /// @param passage the one of the page that is nearest
    /// @param cosine  empty where only words were compared
    record Measured(int passage, OptionalDouble cosine, double share) {
        double score() {
            return cosine.isPresent() ? Relevance.of(cosine.getAsDouble(), share) : Relevance.ofWords(share);
        }
    }

    /// Of all pages of these teams, in the order of their ids.
    List<Measured> measured(Set<TeamId> teams, String text) {
        float[] shares = words.shares(text);
        Optional<byte[]> asked = vector(text);
        List<Measured> measured = new ArrayList<>();
        for (int p = 0; p < pages.size(); p++) {
            if (teams.isEmpty() || teams.contains(pages.get(p).team())) {
                measured.add(measured(p, shares, asked));
            }
        }
        return measured;
    }

    private Measured measured(int p, float[] shares, Optional<byte[]> asked) {
        Page page = pages.get(p);
        double nearest = cosine(asked, passages.size() + p);
        double share = 0;
        int best = page.from();
        double most = Double.NEGATIVE_INFINITY;
        for (int i = page.from(); i < page.before(); i++) {
            double cosine = cosine(asked, i);
            nearest = Math.max(nearest, cosine);
            share = Math.max(share, shares[i]);
            if (cosine + shares[i] > most) {
                most = cosine + shares[i];
                best = i;
            }
        }
        return new Measured(best, asked.isPresent() ? OptionalDouble.of(nearest) : OptionalDouble.empty(), share);
    }

    private double cosine(Optional<byte[]> asked, int index) {
        return asked.isEmpty() ? 0 : meaning.orElseThrow().vectors().cosine(asked.get(), index);
    }

    /// Empty without a model, also where it fails on this text: then words must do.
    private Optional<byte[]> vector(String text) {
        try {
            return meaning.map(it -> it.embedder().embed(text));
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "a question is searched by its words alone: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        words.close();
    }
}
