package dev.deskhours.cli.keys;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.deskhours.auth.keys.KeysLedger;
import dev.deskhours.auth.keys.KeysLedger.Entry;
import dev.deskhours.auth.keys.KeysLedger.LedgerException;
import dev.deskhours.auth.keys.KeysLedger.NewKey;
import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.cli.terminal.UserError;

/** Access keys, and what lists and revokes them and tokens (docs/spec/operations.md, Commands). */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Add, list and revoke what callers show; a running service takes a change within 30 s.",
        subcommands = {KeysCommand.Add.class, KeysCommand.Show.class, KeysCommand.Revoke.class})
public class KeysCommand implements Callable<Integer>, CheckedCommand {
    @Spec
    CommandSpec spec;

    @Override
    public void check() {
        // Each of its commands looks at its own arguments.
    }

    @Override
    public boolean standsAlone() {
        return true;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "what to do is missing: add, list or revoke");
    }

    /** A key to sign with. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Make an access key; its id and its secret are printed, once.")
    static class Add implements Callable<Integer> {
        @Mixin
        KeysFileOption file;

        @Mixin
        GrantOptions rights;

        @Override
        public Integer call() {
            try {
                NewKey key = file.ledger().addKey(rights.grant(), rights.expiresAt());
                System.out.println("access_key: " + key.accessKey());
                System.out.println("secret_key: " + key.secretKey());
                file.tellOfAddition();
                return 0;
            } catch (LedgerException refused) {
                throw new UserError(refused.getMessage());
            }
        }
    }

    /** What there is, without secrets. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Show keys and tokens, without secrets.")
    static class Show implements Callable<Integer> {
        @Mixin
        KeysFileOption file;

        @Override
        public Integer call() {
            try {
                List<Entry> entries = file.ledger().entries();
                System.out.printf("%-22s %-22s %-24s %s%n", "ID", "EXPIRES", "PROJECTS", "ACTIONS");
                entries.forEach(entry -> System.out.printf(
                        "%-22s %-22s %-24s %s%n",
                        entry.id(),
                        entry.expiresAt().map(Instant::toString).orElse("never"),
                        String.join(",", new TreeSet<>(entry.grant().projects())),
                        String.join(",", new TreeSet<>(entry.grant().actions()))));
                return 0;
            } catch (LedgerException refused) {
                throw new UserError(refused.getMessage());
            }
        }
    }

    /** The end of a key or a token. */
    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Take a key or a token out.")
    static class Revoke implements Callable<Integer> {
        @Mixin
        KeysFileOption file;

        @Parameters(paramLabel = "ID", description = "as 'deskhours keys list' shows it")
        String id;

        @Override
        public Integer call() {
            try {
                KeysLedger ledger = file.ledger();
                System.err.println(ledger.revoke(id) + " revoked; a running service knows within 30 s");
                return 0;
            } catch (LedgerException refused) {
                throw new UserError(refused.getMessage());
            }
        }
    }
}
