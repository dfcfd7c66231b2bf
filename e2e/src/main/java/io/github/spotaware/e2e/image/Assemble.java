package io.github.spotaware.e2e.image;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts the images' files together; {@code image/assemble} builds the jars before. */
@Command(
    name = "image/assemble",
    mixinStandardHelpOptions = true,
    description = {
      "Puts together what is in the container images of webhook, scaler and certs-scripts: a Java"
          + " runtime made with jlink, the jars, an AOT cache trained with that runtime, and the"
          + " list of what is inside (CycloneDX). Prints the folder on stdout; what is up to date"
          + " stays."
    })
final class Assemble implements Callable<Integer> {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where to: one folder for each image. Default: target/image of the checkout.")
  private Path out = Path.of("");

  private Assemble() {}

  /** Exits 1, with what to do next, where something is missing. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Assemble());
    command.setExecutionExceptionHandler((exception, line, _) -> {
      if (!(exception instanceof EnvironmentException)) {
        throw exception;
      }
      line.getErr().println("image/assemble: " + exception.getMessage());
      return 1;
    });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() {
    new Assembly(ProjectRoot.find(), out.toAbsolutePath().normalize(), this::say).run();
    return 0;
  }

  private void say(String line) {
    System.err.println("image/assemble: " + line);
  }
}
