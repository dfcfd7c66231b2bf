package io.github.spotaware.e2e.controlplane;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The owner of real processes: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok.
 * All listen on loopback. They end when it is closed, and at the latest with this Java process.
 */
public final class RealControlPlane implements ControlPlane {

  private final ControlPlaneSpec spec;
  private final ControlPlaneKeys keys;
  private final List<ManagedProcess> processes = new ArrayList<>();

  private RealControlPlane(ControlPlaneSpec spec) {
    this.spec = spec;
    this.keys = ControlPlaneKeys.create(spec.folder().resolve("pki"));
  }

  /**
   * Starts one. Returns when its nodes are Ready and take pods.
   *
   * @param progress told what is reached
   * @param unexpectedExit told when a process ends that nobody ended
   * @throws EnvironmentException when it is not up by the deadline; nothing is left running then
   */
  public static RealControlPlane start(
      ControlPlaneSpec spec,
      Deadline deadline,
      Progress progress,
      Consumer<ProcessStatus> unexpectedExit) {
    RealControlPlane controlPlane = new RealControlPlane(spec);
    try {
      controlPlane.bringUp(deadline, progress, unexpectedExit);
      return controlPlane;
    } catch (RuntimeException e) {
      controlPlane.close();
      throw e;
    }
  }

  private void bringUp(
      Deadline deadline, Progress progress, Consumer<ProcessStatus> unexpectedExit) {
    Components components = new Components(spec, keys);
    ManagedProcess etcd = add(components.etcd(), unexpectedExit);
    Path policy = resource("audit-policy.yaml");
    ManagedProcess apiServer = add(components.apiServer(policy, auditLog()), unexpectedExit);
    KwokStages stages = new KwokStages(spec.podReadyDelay(), spec.podStopDelay(), spec.notFaked());
    Path stageFile = spec.folder().resolve("kwok-stages.yaml");
    stages.write(spec.binaries().kwokStages(), stageFile);
    List<ManagedProcess> clients =
        List.of(
            add(components.controllerManager(), unexpectedExit),
            add(components.scheduler(), unexpectedExit),
            add(components.kwok(stageFile), unexpectedExit));

    etcd.start();
    etcd.awaitReady(deadline);
    apiServer.start();
    apiServer.awaitReady(deadline);
    progress.say("kube-apiserver answers on " + keys.server());
    try (KubernetesClient client = client()) {
      // Before the clients run: what they find missing at first they look for again only after
      // seconds.
      for (var item : client.load(open("kwok.yaml")).items()) {
        client.resource(item).create();
      }
      IntStream.rangeClosed(1, spec.nodes())
          .forEach(i -> client.resource(Nodes.node("node-" + i)).create());
      clients.forEach(ManagedProcess::start);
      clients.forEach(process -> process.awaitReady(deadline));
      Await.until(
          spec.nodes() + " nodes to be Ready; kwok's log is " + log(Components.KWOK),
          deadline,
          () -> Nodes.areReady(client, spec.nodes()));
      Await.until(
          "the default ServiceAccount; see " + log(Components.CONTROLLER_MANAGER),
          deadline,
          () -> client.serviceAccounts().inNamespace("default").withName("default").get() != null);
    }
    progress.say(
        "kube-controller-manager, kube-scheduler and kwok run, " + spec.nodes() + " nodes Ready");
  }

  private ManagedProcess add(ProcessSpec process, Consumer<ProcessStatus> unexpectedExit) {
    ManagedProcess managed = new ManagedProcess(process, unexpectedExit);
    processes.add(managed);
    return managed;
  }

  @Override
  public List<ManagedProcess> processes() {
    return List.copyOf(processes);
  }

  @Override
  public Path kubeconfig() {
    return keys.kubeconfig(ControlPlaneKeys.ADMIN);
  }

  @Override
  public Kubeconfig kubeconfigWriter() {
    return keys.kubeconfigWriter();
  }

  /** That of the same version. */
  @Override
  public Optional<Path> kubectl() {
    return Optional.of(spec.binaries().bin().resolve("kubectl"));
  }

  @Override
  public Path auditLog() {
    return spec.folder().resolve("logs").resolve("audit.log");
  }

  /** Ends all its processes at once, since nothing of theirs is kept. */
  @Override
  public void close() {
    processes.reversed().forEach(ManagedProcess::kill);
  }

  private Path log(String component) {
    return spec.folder().resolve("logs").resolve(component + ".log");
  }

  private Path resource(String name) {
    Path target = spec.folder().resolve(name);
    try (InputStream content = open(name)) {
      Files.write(target, content.readAllBytes());
      return target;
    } catch (IOException e) {
      throw new EnvironmentException("could not write " + target, e);
    }
  }

  private static InputStream open(String resource) {
    InputStream stream = RealControlPlane.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new EnvironmentException(resource + " is missing from these classes: build again");
    }
    return stream;
  }
}
