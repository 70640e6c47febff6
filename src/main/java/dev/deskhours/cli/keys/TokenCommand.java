package dev.deskhours.cli.keys;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.deskhours.auth.keys.KeysLedger.LedgerException;
import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.cli.terminal.UserError;

/** A token for those who send it as it is: people, scripts, the console (docs/spec/operations.md, Commands). */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Make a token; it is printed, once, and the keys file has only its hash.")
public class TokenCommand implements Callable<Integer>, CheckedCommand {
    @Mixin
    KeysFileOption file;

    @Mixin
    GrantOptions rights;

    @Override
    public void check() {
        rights.grant();
    }

    @Override
    public boolean standsAlone() {
        return true;
    }

    @Override
    public Integer call() {
        try {
            System.out.println(file.ledger().addToken(rights.grant(), rights.expiresAt()));
            file.tellOfAddition();
            return 0;
        } catch (LedgerException refused) {
            throw new UserError(refused.getMessage());
        }
    }
}
