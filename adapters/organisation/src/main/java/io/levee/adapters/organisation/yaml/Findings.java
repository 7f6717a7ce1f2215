package io.levee.adapters.organisation.yaml;

import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with one file. One thread fills it.
public final class Findings {
    /// Problems of one file; who has more fixes these first.
    public static final int PROBLEMS_MAX = 200;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private int unlisted;

    public Findings(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    public void error(int line, String what, String fix) {
        add(Problem.error(file, line, what, fix));
    }

    public void warning(int line, String what, String fix) {
        add(Problem.warning(file, line, what, fix));
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    public List<Problem> list() {
        if (unlisted == 0) {
            return List.copyOf(problems);
        }
        List<Problem> all = new ArrayList<>(problems);
        all.add(Problem.error(file, 0, "%d more problems are not listed".formatted(unlisted), "fix those above first"));
        return List.copyOf(all);
    }

    private void add(Problem problem) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(problem);
        } else {
            unlisted++;
        }
    }
}
