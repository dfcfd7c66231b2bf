package io.github.spotaware.e2e.playground;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.ControlPlane;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.ManagedProcess;
import io.github.spotaware.e2e.controlplane.ProcessSpec;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.controlplane.ResidentMemory;
import io.github.spotaware.e2e.pod.AssembledImages;
import io.github.spotaware.e2e.pod.BuildTree;
import io.github.spotaware.e2e.pod.LocalPod;
import io.github.spotaware.e2e.pod.PodPrograms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A playground that runs in this process. Processes have the names {@code webhook-0}, {@code
 * webhook-1}, {@code scaler}, and those of the control plane's programs; {@code webhook} means both
 * webhooks. Closing it takes all down.
 */
public final class PlaygroundHandle implements AutoCloseable {

  private static final Duration READY_BOUND = Duration.ofSeconds(60);

  private final PlaygroundOptions options;
  private final PlaygroundFolder.Claim claim;
  private final ControlPlane controlPlane;
  private final List<ManagedProcess> projectProcesses = new CopyOnWriteArrayList<>();
  private final List<LocalPod> pods = new CopyOnWriteArrayList<>();
  private final List<Project> projects = new CopyOnWriteArrayList<>();
  private final List<LocalKubelet> kubelets = new CopyOnWriteArrayList<>();
  private Consumer<ProcessStatus> exits = _ -> {};
  private boolean down;

  PlaygroundHandle(
      PlaygroundOptions options, PlaygroundFolder.Claim claim, ControlPlane controlPlane) {
    this.options = options;
    this.claim = claim;
    this.controlPlane = controlPlane;
  }

  /** Applies the project's manifests and starts its processes; returns when they serve. */
  void startProject(Deadline deadline, Progress progress, Consumer<ProcessStatus> unexpectedExit) {
    Project project = new Project(controlPlane, claim.folder().project(), programs());
    projects.add(project);
    exits = unexpectedExit;
    pods.addAll(project.localPods());
    project.apply(options.settings());
    progress.say("the manifests are applied");
    projectProcesses.addAll(project.processes(options.ttl(), unexpectedExit));
    projectProcesses.forEach(ManagedProcess::start);
    for (ManagedProcess process : projectProcesses) {
      process.awaitReady(deadline);
      progress.say(process.name() + " is ready");
    }
    // Last: an eviction meanwhile would find no one to ask.
    project.applyWebhookConfigurations();
    progress.say("the webhook configurations are applied");
  }

  /** Runs the project's pods that someone makes, from now on. */
  void runInstalledPods(Progress progress) {
    LocalKubelet kubelet =
        new LocalKubelet(controlPlane, claim.folder().project(), programs(), progress);
    kubelets.add(kubelet);
    kubelet.start();
    progress.say("nothing is installed; pods of the project will run as local processes");
  }

  private PodPrograms programs() {
    Path root = ProjectRoot.find();
    return options.project().isOfImages() ? AssembledImages.build(root) : BuildTree.current(root);
  }

  /** What was asked for. */
  public PlaygroundOptions options() {
    return options;
  }

  /** A kubeconfig with all rights. */
  public Path kubeconfig() {
    return claim.folder().kubeconfig();
  }

  /**
   * The kubectl of the API server's version; on the embedded cluster that on {@code PATH}.
   *
   * @throws EnvironmentException where there is none
   */
  public Path kubectl() {
    return findKubectl()
        .orElseThrow(() ->
            new EnvironmentException(
                "no kubectl on PATH; next step: install it, or use the real control plane, which"
                    + " builds its own"));
  }

  /** The same; empty where there is none. */
  public Optional<Path> findKubectl() {
    return controlPlane.kubectl();
  }

  /** The API server's audit log: one JSON event a line, written before the answer goes out. */
  public Path auditLog() {
    return controlPlane.auditLog();
  }

  /** A new client with all rights; the caller closes it. */
  public KubernetesClient client() {
    return controlPlane.client();
  }

  /** What each process is doing. */
  public List<ProcessStatus> status() {
    return processes().map(ManagedProcess::status).toList();
  }

  /** What this process is doing. */
  public ProcessStatus status(String name) {
    return one(name).status();
  }

  /** The process id, if it runs. */
  public OptionalLong pid(String name) {
    return status(name).pid();
  }

  /** The memory that the process has resident, in bytes, if it runs and /proc tells. */
  public OptionalLong residentBytes(String name) {
    OptionalLong pid = pid(name);
    return pid.stream()
        .boxed()
        .flatMap(each -> ResidentMemory.of(each).stream())
        .mapToLong(ResidentMemory::all)
        .findFirst();
  }

  /** The loopback address that a process of the project listens on; empty for all others. */
  public Optional<String> address(String name) {
    return pods.stream()
        .filter(pod -> pod.processName().equals(name))
        .map(LocalPod::address)
        .findFirst();
  }

  /** How a process of the project is started. */
  public ProcessSpec spec(String name) {
    return one(name).spec();
  }

  /** Where its output is. */
  public Path log(String name) {
    return status(name).log();
  }

  /** SIGTERM, and SIGKILL when its grace period is over. Returns when it is gone. */
  public void stop(String name) {
    named(name).parallelStream().forEach(ManagedProcess::stop);
  }

  /** SIGKILL. Returns when it is gone. */
  public void kill(String name) {
    named(name).forEach(ManagedProcess::kill);
  }

  /** Starts it again, unless it runs. Returns when it is ready, at the latest after a minute. */
  public void start(String name) {
    Deadline deadline = Deadline.after(READY_BOUND);
    named(name).forEach(ManagedProcess::start);
    named(name).forEach(process -> process.awaitReady(deadline));
  }

  /** What the project's processes run, where nothing else was asked for. */
  public PodPrograms ownPrograms() {
    return projects.getFirst().programs();
  }

  /**
   * As {@link #start(String)}, running these programs, now and the next times. It must have been
   * ended.
   */
  public void start(String name, PodPrograms programs) {
    for (ManagedProcess process : named(name)) {
      if (process.status().pid().isPresent()) {
        throw new EnvironmentException(process.name() + " runs; stop it first");
      }
      LocalPod pod =
          pods.stream()
              .filter(candidate -> candidate.processName().equals(process.name()))
              .findFirst()
              .orElseThrow(
                  () -> new EnvironmentException(process.name() + " is no process of the project"));
      ManagedProcess other = projects.getFirst().process(pod, programs, exits);
      projectProcesses.replaceAll(each -> each == process ? other : each);
    }
    start(name);
  }

  /** SIGSTOP: it does nothing, while its connections stay open. */
  public void pause(String name) {
    named(name).forEach(ManagedProcess::pause);
  }

  /** SIGCONT. */
  public void resume(String name) {
    named(name).forEach(ManagedProcess::resume);
  }

  /** Takes all down; returns when all is gone. Does nothing the second time. */
  @Override
  public void close() {
    takeDown();
    claim.close();
  }

  /** As {@link #close}, but the name stays taken, until this process ends. */
  synchronized void takeDown() {
    if (!down) {
      shutDown();
      if (options.folder().isEmpty()) {
        claim.folder().delete();
      }
      down = true;
    }
  }

  /** Ends the processes; keeps the folder. */
  void shutDown() {
    projects.forEach(Project::close);
    kubelets.forEach(LocalKubelet::close);
    projectProcesses.parallelStream().forEach(process -> process.stop(Duration.ofSeconds(5)));
    controlPlane.close();
  }

  private Stream<ManagedProcess> processes() {
    return Stream.of(
            controlPlane.processes().stream(),
            projectProcesses.stream(),
            kubelets.stream().flatMap(kubelet -> kubelet.processes().stream()))
        .flatMap(stream -> stream);
  }

  private ManagedProcess one(String name) {
    List<ManagedProcess> found = named(name);
    if (found.size() != 1) {
      throw new EnvironmentException("'" + name + "' is more than one process");
    }
    return found.getFirst();
  }

  private List<ManagedProcess> named(String name) {
    List<ManagedProcess> found =
        processes()
            .filter(p -> p.name().equals(name) || p.name().matches("\\Q" + name + "\\E-[0-9]+"))
            .toList();
    if (found.isEmpty()) {
      throw new EnvironmentException(
          "no process '%s' here; there are %s"
              .formatted(name, String.join(", ", processes().map(ManagedProcess::name).toList())));
    }
    return found;
  }
}
