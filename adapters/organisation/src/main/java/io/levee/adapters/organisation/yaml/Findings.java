package io.levee.adapters.organisation.yaml;

import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with one file. One thread fills it.
public final class Findings {
    /// Errors of one file, and warnings of one file; who has more fixes these first.
    public static final int PROBLEMS_MAX = 200;

    private final String file;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private int unlistedErrors;
    private int unlistedWarnings;

    public Findings(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    public void error(int line, String what, String fix) {
        if (errors.size() < PROBLEMS_MAX) {
            errors.add(Problem.error(file, line, what, fix));
        } else {
            unlistedErrors++;
        }
    }

    public void warning(int line, String what, String fix) {
        if (warnings.size() < PROBLEMS_MAX) {
            warnings.add(Problem.warning(file, line, what, fix));
        } else {
            unlistedWarnings++;
        }
    }

    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    public List<Problem> list() {
        List<Problem> all = new ArrayList<>(errors);
        if (unlistedErrors > 0) {
            all.add(Problem.error(
                    file, 0, "%d more problems are not listed".formatted(unlistedErrors), "fix those above first"));
        }
        all.addAll(warnings);
        if (unlistedWarnings > 0) {
            all.add(Problem.warning(
                    file,
                    0,
                    "%d more warnings are not listed".formatted(unlistedWarnings),
                    "see to those above first"));
        }
        return List.copyOf(all);
    }
}
