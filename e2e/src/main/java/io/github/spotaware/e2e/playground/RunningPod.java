package io.github.spotaware.e2e.playground;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.ControlPlane;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.ManagedProcess;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.pod.LocalPod;
import io.github.spotaware.e2e.pod.PodPrograms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pod of ours, as a kubelet keeps it: started once its Secrets are there, started again when it
 * ends, unless it is a Job's, its readiness told, ended with its preStop pause and grace. Called by
 * one thread.
 */
final class RunningPod implements AutoCloseable {

  private static final Duration TOKEN_LIFE = Duration.ofHours(8);
  private static final Duration BACK_OFF = Duration.ofSeconds(1);
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

  private final LocalPod local;
  private final ControlPlane controlPlane;
  private final KubernetesClient client;
  private final PodPrograms programs;
  private final Progress progress;
  private final SecretMounts mounts;
  private final boolean restarts;
  private final Path log;
  private volatile @Nullable ManagedProcess process;
  private volatile boolean ready;
  private Instant started = Instant.EPOCH;
  private int restartCount;
  private boolean ending;
  private @Nullable Seen told;

  /** What has been written to the pod's status. */
  private record Seen(boolean ready, ProcessStatus.Phase phase, int restartCount) {}

  RunningPod(
      Pod pod,
      ControlPlane controlPlane,
      KubernetesClient client,
      Path folder,
      PodPrograms programs,
      Progress progress) {
    this.controlPlane = controlPlane;
    this.client = client;
    this.programs = programs;
    this.progress = progress;
    String name = pod.getMetadata().getName();
    String namespace = pod.getMetadata().getNamespace();
    local =
        LocalPod.create(
            name,
            name,
            namespace,
            new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(pod.getMetadata().getLabels())
                .endMetadata()
                .withSpec(pod.getSpec())
                .build(),
            folder.resolve(pod.getMetadata().getUid()));
    mounts = new SecretMounts(controlPlane.client(), namespace);
    restarts = !"Never".equals(pod.getSpec().getRestartPolicy());
    log = folder.resolve("logs").resolve(name + ".log");
  }

  Optional<ManagedProcess> process() {
    return Optional.ofNullable(process);
  }

  boolean isReady() {
    return ready && !ending;
  }

  Map<String, String> labels() {
    return local.labels();
  }

  String address() {
    return local.address();
  }

  /** Does the next thing that the pod, as it is now, asks for. */
  void sync(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      end(pod);
    } else if (process == null) {
      begin();
    } else {
      look(process, pod);
    }
  }

  private void begin() {
    List<String> secrets = secrets();
    if (!secrets.stream()
        .allMatch(secret ->
            client.secrets().inNamespace(local.namespace()).withName(secret).get() != null)) {
      return; // as a kubelet, until they are there
    }
    for (String secret : secrets) {
      mounts.mount(secret, local.secretFolder(secret).stream().map(SecretVolume::new).toList());
    }
    controlPlane
        .kubeconfigWriter()
        .write(
            local.kubeconfig(),
            local.serviceAccount(),
            local.namespace(),
            Tokens.request(client, local.namespace(), local.serviceAccount(), TOKEN_LIFE));
    ManagedProcess fresh = new ManagedProcess(local.process(programs, log), _ -> {});
    start(fresh);
    process = fresh;
    progress.say("pod " + local.podName() + " runs");
  }

  private List<String> secrets() {
    return local.template().getSpec().getVolumes().stream()
        .map(Volume::getSecret)
        .filter(Objects::nonNull)
        .map(secret -> Objects.requireNonNull(secret.getSecretName()))
        .toList();
  }

  private void start(ManagedProcess which) {
    which.start();
    started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private void look(ManagedProcess current, Pod pod) {
    ProcessStatus status = current.status();
    boolean ended = status.phase() == ProcessStatus.Phase.EXITED;
    if (ended && restarts && started.plus(BACK_OFF).isBefore(Instant.now())) {
      restartCount++;
      start(current);
      status = current.status();
    }
    ready = current.isReady();
    Seen seen = new Seen(ready, status.phase(), restartCount);
    if (!seen.equals(told)) {
      tell(pod, status);
      told = seen;
    }
  }

  private void tell(Pod pod, ProcessStatus status) {
    Container container = local.template().getSpec().getContainers().getFirst();
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    client
        .pods()
        .inNamespace(local.namespace())
        .withName(local.podName())
        .editStatus(before ->
            new PodBuilder(before)
                .editOrNewStatus()
                .withPhase(phase(status))
                .withStartTime(started.toString())
                .withConditions(
                    Stream.concat(
                            before.getStatus().getConditions().stream()
                                .filter(each -> each.getType().equals("PodScheduled")),
                            Stream.of("Initialized", "ContainersReady", "Ready")
                                .map(type ->
                                    new PodConditionBuilder()
                                        .withType(type)
                                        .withStatus(
                                            ready || type.equals("Initialized") ? "True" : "False")
                                        .withLastTransitionTime(now)
                                        .build()))
                        .toList())
                .withContainerStatuses(
                    new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withImageID("")
                        .withReady(ready)
                        .withStarted(status.pid().isPresent())
                        .withRestartCount(restartCount)
                        .withState(state(status, now))
                        .build())
                .endStatus()
                .build());
  }

  private String phase(ProcessStatus status) {
    if (restarts || status.exitCode().isEmpty()) {
      return "Running";
    }
    return status.exitCode().getAsInt() == 0 ? "Succeeded" : "Failed";
  }

  private ContainerState state(ProcessStatus status, String now) {
    return status.exitCode().isEmpty()
        ? new ContainerStateBuilder()
            .withNewRunning()
            .withStartedAt(started.toString())
            .endRunning()
            .build()
        : new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(status.exitCode().getAsInt())
            .withReason(status.exitCode().getAsInt() == 0 ? "Completed" : "Error")
            .withStartedAt(started.toString())
            .withFinishedAt(now)
            .endTerminated()
            .build();
  }

  private void end(Pod pod) {
    if (ending) {
      return;
    }
    ending = true;
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              preStop();
              process().ifPresent(ManagedProcess::stop);
              client
                  .pods()
                  .inNamespace(local.namespace())
                  .withName(pod.getMetadata().getName())
                  .withGracePeriod(0)
                  .delete();
              progress.say("pod " + local.podName() + " is gone");
            });
  }

  /** A pause is all that a preStop of ours does. */
  private void preStop() {
    var lifecycle = local.template().getSpec().getContainers().getFirst().getLifecycle();
    if (lifecycle == null || lifecycle.getPreStop() == null || process == null) {
      return;
    }
    try {
      Thread.sleep(Duration.ofSeconds(lifecycle.getPreStop().getSleep().getSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted in a preStop", e);
    }
  }

  @Override
  public void close() {
    process().ifPresent(each -> each.stop(CLOSE_GRACE));
    mounts.close();
  }
}
