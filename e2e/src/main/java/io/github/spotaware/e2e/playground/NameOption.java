package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import picocli.CommandLine.Option;

/** The option that says which playground is meant. */
final class NameOption {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Which playground, since several can run side by side. Default: default.")
  private String name = "default";

  String name() {
    return name;
  }

  PlaygroundFolder folder() {
    PlaygroundOptions.named(name); // checks the name
    return PlaygroundFolder.named(name);
  }

  /** Its folder, if it runs. */
  PlaygroundFolder running() {
    PlaygroundFolder folder = folder();
    if (!folder.isInUse()) {
      throw new EnvironmentException(
          "no playground '%s' runs; start it with: ./playground up --name %s"
              .formatted(name, name));
    }
    return folder;
  }
}
