package io.github.spotaware.e2e.controlplane;

import io.github.spotaware.sandbox.Sandbox;
import io.github.spotaware.sandbox.SandboxOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The embedded cluster, in this process. */
public final class SandboxControlPlane implements ControlPlane {

  private final ControlPlaneKeys keys;
  private final Path auditLog;
  private final Sandbox sandbox;

  private SandboxControlPlane(ControlPlaneKeys keys, Path auditLog, Sandbox sandbox) {
    this.keys = keys;
    this.auditLog = auditLog;
    this.sandbox = sandbox;
  }

  /**
   * Starts one. Returns when it answers.
   *
   * @param folder where its keys and its audit log are
   * @param podReadyDelay from a pod's binding to its readiness
   * @param podStopDelay from a pod's deletionTimestamp until it is gone
   */
  public static SandboxControlPlane start(
      Path folder, int nodes, Duration podReadyDelay, Duration podStopDelay, Progress progress) {
    ControlPlaneKeys keys = ControlPlaneKeys.create(folder.resolve("pki"));
    Path auditLog = folder.resolve("logs").resolve("audit.log");
    Sandbox sandbox =
        Sandbox.start(
            new SandboxOptions(
                keys.server().getPort(),
                KeyStores.of(keys.serving()),
                KeyStores.PASSWORD,
                KeyStores.trusting(keys.authority()),
                auditLog,
                nodes,
                podReadyDelay,
                podStopDelay));
    progress.say("the embedded cluster answers on " + keys.server() + ", with " + nodes + " nodes");
    return new SandboxControlPlane(keys, auditLog, sandbox);
  }

  @Override
  public List<ManagedProcess> processes() {
    return List.of();
  }

  @Override
  public Path kubeconfig() {
    return keys.kubeconfig(ControlPlaneKeys.ADMIN);
  }

  @Override
  public Kubeconfig kubeconfigWriter() {
    return keys.kubeconfigWriter();
  }

  /** That on {@code PATH}, of whatever version. */
  @Override
  public Optional<Path> kubectl() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public Path auditLog() {
    return auditLog;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
