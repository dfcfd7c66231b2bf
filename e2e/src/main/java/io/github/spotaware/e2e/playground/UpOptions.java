package io.github.spotaware.e2e.playground;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code up}, which passes them on to its supervisor. */
final class UpOptions {

  @Mixin private NameOption name = new NameOption();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many nodes: node-1 and on. Default: 3.")
  private int nodes = 3;

  @Option(
      names = "--pod-ready-delay",
      paramLabel = "DURATION",
      defaultValue = "3s",
      converter = DurationConverter.class,
      description = "From a pod's binding to its readiness. Default: 3s.")
  private Duration podReadyDelay = Duration.ofSeconds(3);

  @Option(
      names = "--pod-stop-delay",
      paramLabel = "DURATION",
      defaultValue = "1s",
      converter = DurationConverter.class,
      description = "From a pod's deletion until it is gone. Default: 1s.")
  private Duration podStopDelay = Duration.ofSeconds(1);

  @Option(
      names = "--ttl",
      paramLabel = "DURATION",
      defaultValue = "4h",
      converter = DurationConverter.class,
      description = "This long after it is ready it takes itself down. Default: 4h.")
  private Duration ttl = Duration.ofHours(4);

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "3m",
      converter = DurationConverter.class,
      description = "It must be ready within this time; building is not counted. Default: 3m.")
  private Duration timeout = Duration.ofMinutes(3);

  @Option(
      names = "--without-project",
      description = "The control plane alone: no manifests, no webhooks, no scaler.")
  private boolean withoutProject;

  @Option(
      names = "--not-installed",
      description =
          "A cluster to install into: without the project, but once its manifests are applied its"
              + " pods run, as local processes, from image/assemble.")
  private boolean notInstalled;

  @Option(
      names = "--packaged",
      description =
          "Run what would be in the container images, from image/assemble, instead of the build"
              + " tree's classes.")
  private boolean packaged;

  @Option(
      names = "--sandbox",
      description =
          "The embedded cluster, which starts in a second and needs no Go, instead of the real"
              + " control plane. What it cannot do: docs/sandbox.md.")
  private boolean sandbox;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A value of the ConfigMap spot-aware-scaler-config that differs from the manifests, e.g."
              + " --set scale-down-delay=10. Repeatable.")
  private Map<String, String> settings = new TreeMap<>();

  PlaygroundFolder folder() {
    return name.folder();
  }

  PlaygroundOptions toOptions() {
    PlaygroundOptions options =
        PlaygroundOptions.named(name.name())
            .withNodes(nodes)
            .withPodDelays(podReadyDelay, podStopDelay)
            .withBounds(ttl, timeout);
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      options = options.withSetting(setting.getKey(), setting.getValue());
    }
    if (sandbox) {
      options = options.onSandbox();
    }
    if (packaged) {
      options = options.packaged();
    }
    if (notInstalled) {
      options = options.notInstalled();
    }
    return withoutProject ? options.withoutProject() : options;
  }

  /** The arguments that say the same. */
  List<String> toArguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--name=" + name.name(),
                "--nodes=" + nodes,
                "--pod-ready-delay=" + DurationConverter.format(podReadyDelay),
                "--pod-stop-delay=" + DurationConverter.format(podStopDelay),
                "--ttl=" + DurationConverter.format(ttl),
                "--timeout=" + DurationConverter.format(timeout)));
    settings.forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
    if (notInstalled) {
      arguments.add("--not-installed");
    }
    if (sandbox) {
      arguments.add("--sandbox");
    }
    if (packaged) {
      arguments.add("--packaged");
    }
    if (withoutProject) {
      arguments.add("--without-project");
    }
    return arguments;
  }
}
