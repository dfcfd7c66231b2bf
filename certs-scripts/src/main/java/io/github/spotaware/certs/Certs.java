package io.github.spotaware.certs;

import io.github.spotaware.certs.plan.CertsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/**
 * The five commands: the first argument names one. Exit codes: 0 all is well, 1 something is not
 * and the message names the next step, 2 wrong command line.
 */
public final class Certs {
  private static final int WRONG_COMMAND_LINE = 2;

  private Certs() {}

  /** Runs one command and exits. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    String name = arguments.length == 0 ? "" : arguments[0];
    Object command =
        switch (name) {
          case "create-certs" -> new CreateCerts();
          case "renew-certs" -> new RenewCerts();
          case "show-certs" -> new ShowCerts();
          case "rotate-ca" -> new RotateCa();
          case "remove-certs" -> new RemoveCerts();
          default -> name;
        };
    if (command == name) {
      err.println(
          "usage: create-certs | renew-certs | show-certs | rotate-ca | remove-certs, each with"
              + " --help");
      return WRONG_COMMAND_LINE;
    }
    CommandLine commandLine =
        new CommandLine(command)
            .setOut(out)
            .setErr(err)
            .setUsageHelpAutoWidth(true)
            .setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler((e, _) -> {
      err.println(name + ": " + e.getMessage());
      err.println("next step: see " + name + " --help");
      return WRONG_COMMAND_LINE;
    });
    commandLine.setExecutionExceptionHandler((e, _, _) -> {
      err.println(name + ": " + (e instanceof CertsException ? e.getMessage() : e.toString()));
      err.println(
          "next step: "
              + (e instanceof CertsException expected
                  ? expected.nextStep()
                  : "this should not happen; please report it"));
      return 1;
    });
    return commandLine.execute(Arrays.copyOfRange(arguments, 1, arguments.length));
  }
}
