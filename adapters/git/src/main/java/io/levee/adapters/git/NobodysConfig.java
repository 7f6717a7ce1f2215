package io.levee.adapters.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// A system on which nobody has configured git, so that what is read depends on the repository
/// alone. It also keeps JGit from asking the `git` program where its configuration is.
final class NobodysConfig extends SystemReader.Delegate {
    private NobodysConfig(SystemReader system) {
        super(system);
    }

    /// For this process, once.
    static synchronized void use() {
        SystemReader now = SystemReader.getInstance();
        if (!(now instanceof NobodysConfig)) {
            SystemReader.setInstance(new NobodysConfig(now));
        }
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    /// `GIT_…` of the environment says nothing either.
    @Override
    public @Nullable String getenv(String name) {
        return name.startsWith("GIT_") ? null : super.getenv(name);
    }

    private static final class Nothing extends FileBasedConfig {
        @SuppressWarnings("NullAway") // there is no file
        Nothing(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
