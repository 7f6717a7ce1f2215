package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.Refinding.Claim;
import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.rooms.jobs.supposing.Refinder;
import io.levee.rooms.jobs.supposing.Supposition.Quote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds again in the logs what a model quotes of them.
///
/// @param logs of the attempt, whose names may not be each their own
public record LogQuotes(List<LogFile> logs) implements Refinder {
    public LogQuotes {
        logs = List.copyOf(logs);
    }

    @Override
    public List<Optional<Cited>> find(List<Quote> quotes) {
        List<Claim> claims = new ArrayList<>();
        List<Integer> claimed = new ArrayList<>();
        for (int quote = 0; quote < quotes.size(); quote++) {
            for (int file = 0; file < logs.size(); file++) {
                Quote it = quotes.get(quote);
                if (it.line() >= 1 && logs.get(file).name().equals(it.file())) {
                    claims.add(new Claim(file, it.line(), it.text()));
                    claimed.add(quote);
                }
            }
        }
        List<Optional<Cited>> found = new ArrayList<>();
        quotes.forEach(_ -> found.add(Optional.empty()));
        try {
            List<Optional<Cited>> cited = new Refinding(logs).cite(claims);
            for (int i = 0; i < cited.size(); i++) {
                if (cited.get(i).isPresent()) {
                    found.set(claimed.get(i), cited.get(i));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
