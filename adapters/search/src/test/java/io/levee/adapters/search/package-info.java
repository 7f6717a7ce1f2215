/// Read `RetrievalTest` (does it find what people look for), then `SplitTest` and
/// `TeamKnowledgeTest`.
@NullMarked
package io.levee.adapters.search;

import org.jspecify.annotations.NullMarked;
