package io.levee.adapters.forges;

import java.util.regex.Pattern;

/// A change that somebody asks to merge, as the forge itself says.
///
/// @param base      the commit that it would be merged into: rules are read from there
/// @param mergeBase where it left that branch: what its diff is against
/// @param head      the commit that is reviewed
/// @param author    who opened it, by login
/// @param files     how many files it changes; [#FILES_UNKNOWN] where the forge does not say
public record PullRequest(
        Ref ref, String base, String mergeBase, String head, String author, boolean open, boolean draft, int files) {
    public static final int FILES_UNKNOWN = -1;
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /// Of an answer of the forge.
    ///
    /// @throws IllegalStateException where it is none, as while a forge still prepares what it was
    ///                               told
    public static String commit(String told) {
        if (!SHA.matcher(told).matches()) {
            throw new IllegalStateException("the forge names no commit yet: ask again later");
        }
        return told;
    }

    public PullRequest {
        for (String commit : new String[] {base, mergeBase, head}) {
            if (!SHA.matcher(commit).matches()) {
                throw new IllegalArgumentException("`%s` is no commit: write all of its 40 digits".formatted(commit));
            }
        }
    }

    /// Its name, which is all that a webhook is believed.
    ///
    /// @param repository `OWNER/NAME`, deeper at GitLab, or a project's number there
    /// @param number     from 1; at GitLab the one that people see, `iid`
    public record Ref(String repository, long number) {
        private static final int REPOSITORY_LENGTH_MAX = 500;
        private static final Pattern REPOSITORY =
                Pattern.compile("[1-9][0-9]{0,17}|[\\w.-]*[\\w-][\\w.-]*(/[\\w.-]*[\\w-][\\w.-]*){1,20}");

        public Ref {
            if (!isRepository(repository) || number < 1) {
                throw new IllegalArgumentException(
                        "`%s` and `%d` name no pull request: write `OWNER/NAME` and a number from 1"
                                .formatted(repository, number));
            }
        }

        public static boolean isRepository(String name) {
            return name.length() <= REPOSITORY_LENGTH_MAX
                    && REPOSITORY.matcher(name).matches();
        }
    }
}
