package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.KubeBinaries;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.pod.AssembledImages;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts a supervisor, follows it until all is ready, and leaves it running. */
@Command(
    name = "up",
    description = {
      "Starts a playground and returns when all of it is ready; it keeps running.",
      "Prints shell exports on stdout: eval \"$(./playground up)\"."
    })
final class UpCommand implements Callable<Integer> {

  private static final Duration SUPERVISOR_BOUND = Duration.ofSeconds(30);

  @Mixin private UpOptions options = new UpOptions();

  @Override
  public Integer call() {
    PlaygroundOptions wanted = options.toOptions();
    PlaygroundFolder folder = options.folder();
    if (folder.isInUse()) {
      throw new EnvironmentException(
          "the playground '%1$s' runs already. To use it: eval \"$(./playground env --name %1$s)\"; to end it: ./playground down --name %1$s"
              .formatted(wanted.name()));
    }
    // Here, for the progress of both to be seen.
    KubeBinaries.build(ProjectRoot.find());
    if (wanted.project() == ProjectSource.IMAGES) {
      AssembledImages.build(ProjectRoot.find());
    }
    Process supervisor = startSupervisor(folder);
    Await.until(
        "the supervisor to listen; its log is " + folder.supervisorLog(),
        Deadline.after(SUPERVISOR_BOUND),
        () -> {
          if (!supervisor.isAlive()) {
            throw new EnvironmentException("the supervisor ended:\n" + log(folder));
          }
          return ControlClient.reaches(folder);
        });
    ControlClient.send(
        folder, Supervisor.FOLLOW, line -> System.err.println("playground: " + line));
    System.err.printf(
        "playground: ready; it ends itself after %d minutes, or with: ./playground down --name"
            + " %s%n",
        wanted.ttl().toMinutes(), wanted.name());
    Exports.print(folder);
    return 0;
  }

  /** In a session of its own, so that neither the end of the terminal nor Ctrl-C reaches it. */
  private Process startSupervisor(PlaygroundFolder folder) {
    List<String> command = new ArrayList<>();
    if (isOnPath("setsid")) {
      command.add("setsid");
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-De2e.root=" + ProjectRoot.find(),
            "-Dlogback.configurationFile=tools-logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            Supervisor.class.getName()));
    command.addAll(options.toArguments());
    folder.create();
    try {
      return new ProcessBuilder(command)
          .directory(folder.path().toFile())
          .redirectInput(new File("/dev/null"))
          .redirectErrorStream(true)
          .redirectOutput(folder.supervisorLog().toFile())
          .start();
    } catch (IOException e) {
      throw new EnvironmentException("could not start the supervisor: " + e.getMessage(), e);
    }
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private static String log(PlaygroundFolder folder) {
    try {
      return Files.readString(folder.supervisorLog());
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
