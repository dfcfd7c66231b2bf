package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The command line {@code ./playground}. */
@Command(
    name = "playground",
    subcommands = UpCommand.class,
    description = {
      "A real Kubernetes control plane on this machine, with faked nodes and the project's own"
          + " processes: webhook-0, webhook-1, scaler.",
      "Start with: eval \"$(./playground up)\" && kubectl get nodes"
    })
public final class Playground {

  private static final Duration DOWN_BOUND = Duration.ofSeconds(60);
  private static final String PROCESS =
      "webhook-0, webhook-1, webhook (both), scaler, or a program of the control plane.";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  private Playground() {}

  /** Runs one command and exits: 0 on success, 1 when it failed, 2 for a wrong command line. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new Playground());
    commandLine.setExecutionExceptionHandler((e, _, _) -> {
      boolean expected = e instanceof EnvironmentException || e instanceof IllegalArgumentException;
      System.err.println("playground: " + (expected ? e.getMessage() : e.toString()));
      if (!expected) {
        e.printStackTrace();
      }
      return 1;
    });
    int code = commandLine.execute(arguments);
    System.out.flush();
    System.exit(code);
  }

  @Command(description = "Takes it down; returns when all is gone.")
  int down(@Mixin NameOption name) {
    PlaygroundFolder folder = name.folder();
    if (!folder.isInUse()) {
      boolean stale = Files.exists(folder.path());
      folder.delete();
      System.err.printf(
          "playground: no playground '%s' runs%s%n",
          name.name(), stale ? "; cleared away what was left of one" : "");
      return 0;
    }
    ControlClient.send(folder, Supervisor.DOWN, System.out::println);
    Await.until("the supervisor to end", Deadline.after(DOWN_BOUND), () -> !folder.isInUse());
    folder.delete(); // if it was taken down before it was ready
    System.err.printf("playground: '%s' is gone%n", name.name());
    return 0;
  }

  @Command(description = "Shows the processes. Exits with 1 when none run.")
  int status(@Mixin NameOption name) {
    ControlClient.send(name.running(), Supervisor.STATUS, System.out::println);
    return 0;
  }

  @Command(description = "Prints the shell exports again: eval \"$(./playground env)\".")
  int env(@Mixin NameOption name) {
    Exports.print(name.running());
    return 0;
  }

  @Command(description = "Lists the playgrounds.")
  int list() {
    for (String name : PlaygroundFolder.names()) {
      String state =
          PlaygroundFolder.named(name).isInUse()
              ? "running"
              : "dead, the next up or down clears it away";
      System.out.printf("%-24s %s%n", name, state);
    }
    return 0;
  }

  @Command(description = "Prints the log of a process.")
  int logs(
      @Mixin NameOption name,
      @Option(
              names = {"-f", "--follow"},
              description = "Goes on as the log grows.")
          boolean follow,
      @Option(
              names = "--tail",
              paramLabel = "LINES",
              defaultValue = "100",
              description = "How many of the last lines. Default: 100.")
          int tail,
      @Parameters(paramLabel = "PROCESS", description = PROCESS) String process)
      throws IOException, InterruptedException {
    StringBuilder log = new StringBuilder();
    ControlClient.send(name.running(), "log " + process, log::append);
    String[] command =
        follow
            ? new String[] {"tail", "-n", Integer.toString(tail), "-F", log.toString()}
            : new String[] {"tail", "-n", Integer.toString(tail), log.toString()};
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Command(description = "Ends a process with SIGTERM, and SIGKILL when its grace period is over.")
  int stop(
      @Mixin NameOption name,
      @Parameters(paramLabel = "PROCESS", description = PROCESS) String process) {
    return control(name, "stop", process);
  }

  @Command(description = "Starts a process that was ended; returns when it is ready.")
  int start(
      @Mixin NameOption name,
      @Option(
              names = "--build",
              paramLabel = "CHECKOUT",
              description =
                  "From the build of another checkout, e.g. $(bin/previous-version REF). The"
                      + " manifests stay those of this one.")
          @Nullable Path build,
      @Parameters(paramLabel = "PROCESS", description = PROCESS) String process) {
    return build == null
        ? control(name, "start", process)
        : control(name, Supervisor.START_FROM, process + " " + build.toAbsolutePath());
  }

  @Command(description = "Ends a process with SIGKILL.")
  int kill(
      @Mixin NameOption name,
      @Parameters(paramLabel = "PROCESS", description = PROCESS) String process) {
    return control(name, "kill", process);
  }

  @Command(description = "Makes a process hang (SIGSTOP) until it is resumed.")
  int pause(
      @Mixin NameOption name,
      @Parameters(paramLabel = "PROCESS", description = PROCESS) String process) {
    return control(name, "pause", process);
  }

  @Command(description = "Lets a paused process go on (SIGCONT).")
  int resume(
      @Mixin NameOption name,
      @Parameters(paramLabel = "PROCESS", description = PROCESS) String process) {
    return control(name, "resume", process);
  }

  private static int control(NameOption name, String command, String process) {
    ControlClient.send(name.running(), command + " " + process, System.out::println);
    return 0;
  }
}
