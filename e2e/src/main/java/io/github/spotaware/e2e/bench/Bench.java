package io.github.spotaware.e2e.bench;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line {@code ./bench}. */
@Command(
    name = "bench",
    subcommands = {CordonCommand.class, OverloadCommand.class, StartCommand.class},
    description = {
      "Measures the project on a real Kubernetes control plane on this machine. Each benchmark"
          + " brings up its own and takes it down again; its logs stay in e2e/target/bench until"
          + " the next run."
    })
public final class Bench {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  private Bench() {}

  /**
   * Runs one benchmark and exits: 0 when it has figures, 1 when not, 2 for a wrong command line.
   */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new Bench());
    commandLine.setExecutionExceptionHandler((e, _, _) -> {
      boolean expected = e instanceof EnvironmentException || e instanceof IllegalArgumentException;
      System.err.println("bench: " + (expected ? e.getMessage() : e.toString()));
      if (!expected) {
        e.printStackTrace();
      }
      return 1;
    });
    int code = commandLine.execute(arguments);
    System.out.flush();
    System.exit(code);
  }
}
