package dev.deskhours.cli;

import picocli.CommandLine.IVersionProvider;

import dev.deskhours.process.Build;

/** The version that was built, and what runs it. */
class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Build build = Build.read();
        return new String[] {
            "deskhours " + build.version() + " (commit " + build.commit() + " of " + build.time() + ", "
                    + Build.runtime() + ")"
        };
    }
}
