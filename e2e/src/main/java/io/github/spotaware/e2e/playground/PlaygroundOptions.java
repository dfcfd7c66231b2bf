package io.github.spotaware.e2e.playground;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What playground to start. Begin with {@link #named} and change what differs.
 *
 * @param cluster real processes, or the embedded one
 * @param name tells playgrounds apart: lower-case letters, digits and dashes, at most 40
 * @param folder its state; where it is given, the logs in it outlive the playground, else all goes
 * @param nodes how many nodes, {@code node-1} and on
 * @param podReadyDelay from a pod's binding to its readiness
 * @param podStopDelay from a pod's deletionTimestamp until it is gone
 * @param project whose processes run, with the project's manifests
 * @param settings keys of the ConfigMap spot-aware-scaler-config that differ from the manifests
 * @param ttl after which a playground that runs detached ends itself; tokens outlive it
 * @param timeout within which it must be ready
 */
public record PlaygroundOptions(
    ClusterKind cluster,
    String name,
    Optional<Path> folder,
    int nodes,
    Duration podReadyDelay,
    Duration podStopDelay,
    ProjectSource project,
    Map<String, String> settings,
    Duration ttl,
    Duration timeout) {

  private static final String PACKAGED = "e2e.packaged";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /** Checks the bounds. */
  public PlaygroundOptions {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name: use lower-case letters, digits and dashes, at most 40");
    }
    if (nodes < 0 || podReadyDelay.isNegative() || podStopDelay.isNegative()) {
      throw new IllegalArgumentException("the count of nodes and the delays must not be negative");
    }
    if (!ttl.isPositive() || !timeout.isPositive()) {
      throw new IllegalArgumentException("the time to live and the timeout must be positive");
    }
    settings = Map.copyOf(settings);
  }

  /**
   * The defaults: 3 nodes, pods Ready after 3 s and gone after 1 s, with the project from the build
   * tree. Where the system property {@value #PACKAGED} is true, from its images.
   */
  public static PlaygroundOptions named(String name) {
    return new PlaygroundOptions(
        ClusterKind.REAL,
        name,
        Optional.empty(),
        3,
        Duration.ofSeconds(3),
        Duration.ofSeconds(1),
        Boolean.getBoolean(PACKAGED) ? ProjectSource.IMAGES : ProjectSource.BUILD_TREE,
        Map.of(),
        Duration.ofHours(4),
        Duration.ofMinutes(3));
  }

  /** With its state in this folder, whose logs stay when the playground is gone. */
  public PlaygroundOptions withFolder(Path newFolder) {
    return new PlaygroundOptions(
        cluster,
        name,
        Optional.of(newFolder),
        nodes,
        podReadyDelay,
        podStopDelay,
        project,
        settings,
        ttl,
        timeout);
  }

  /** On the embedded cluster, in this process. */
  public PlaygroundOptions onSandbox() {
    return new PlaygroundOptions(
        ClusterKind.SANDBOX,
        name,
        folder,
        nodes,
        podReadyDelay,
        podStopDelay,
        project,
        settings,
        ttl,
        timeout);
  }

  /** With this many nodes. */
  public PlaygroundOptions withNodes(int count) {
    return new PlaygroundOptions(
        cluster, name, folder, count, podReadyDelay, podStopDelay, project, settings, ttl, timeout);
  }

  /** With pods that become Ready, and go, after these delays. */
  public PlaygroundOptions withPodDelays(Duration ready, Duration stop) {
    return new PlaygroundOptions(
        cluster, name, folder, nodes, ready, stop, project, settings, ttl, timeout);
  }

  /** The control plane alone: no namespace, no manifests, no processes of the project. */
  public PlaygroundOptions withoutProject() {
    return withProject(ProjectSource.NONE);
  }

  /** With what would be in the container images. */
  public PlaygroundOptions packaged() {
    return withProject(ProjectSource.IMAGES);
  }

  /** The control plane, and kubelets for the pods of a project that is installed later. */
  public PlaygroundOptions notInstalled() {
    return withProject(ProjectSource.NOT_INSTALLED);
  }

  private PlaygroundOptions withProject(ProjectSource source) {
    return new PlaygroundOptions(
        cluster, name, folder, nodes, podReadyDelay, podStopDelay, source, settings, ttl, timeout);
  }

  /** With this value in the project's ConfigMap. */
  public PlaygroundOptions withSetting(String key, String value) {
    Map<String, String> changed = new TreeMap<>(settings);
    changed.put(key, value);
    return new PlaygroundOptions(
        cluster, name, folder, nodes, podReadyDelay, podStopDelay, project, changed, ttl, timeout);
  }

  /** With these bounds on its life and on its start. */
  public PlaygroundOptions withBounds(Duration newTtl, Duration newTimeout) {
    return new PlaygroundOptions(
        cluster,
        name,
        folder,
        nodes,
        podReadyDelay,
        podStopDelay,
        project,
        settings,
        newTtl,
        newTimeout);
  }
}
