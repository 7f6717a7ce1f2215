/// Searching what teams know, by words and by meaning at once. Pages are split into passages
/// that can be cited by line; each is indexed by its words (BM25 of Lucene) and by a vector
/// (MiniLM, in this process, offline); a question gets for each page one score that means the
/// same for every question. Without the model the words alone are searched.
///
/// Read [TeamKnowledge] (the port), [Split] (pages to passages), [Words] and [Analysis] (BM25),
/// [Embedder] with [MiniLm] and [WordPieces] (text to vectors), [VectorCache] (what is not done
/// twice), [Relevance] (two measures to one score).
@NullMarked
package io.levee.adapters.search;

import org.jspecify.annotations.NullMarked;
