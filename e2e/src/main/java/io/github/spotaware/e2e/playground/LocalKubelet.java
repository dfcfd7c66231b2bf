package io.github.spotaware.e2e.playground;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.ControlPlane;
import io.github.spotaware.e2e.controlplane.ManagedProcess;
import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.pod.PodPrograms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the project's own pods, whoever makes them, as local processes: what kubelets and kube-proxy
 * do, for a cluster into which someone installs the project as into any other. All other pods are
 * kwok's.
 */
final class LocalKubelet implements AutoCloseable {

  /** The label whose values tell our pods; kwok leaves these alone. */
  static final String NAME_LABEL = "app.kubernetes.io/name";

  /** Its values. */
  static final List<String> NAMES =
      List.of("spot-aware-webhook", "spot-aware-scaler", "spot-aware-certs");

  private static final String NAMESPACE = "spot-scaling";
  private static final long PERIOD_MILLIS = 250;

  private final ControlPlane controlPlane;
  private final KubernetesClient client;
  private final Path folder;
  private final PodPrograms programs;
  private final Progress progress;
  private final Map<String, RunningPod> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

  /**
   * @param folder for the pods' files and logs
   * @param programs what the pods run
   * @param progress told of each pod that starts or ends
   */
  LocalKubelet(ControlPlane controlPlane, Path folder, PodPrograms programs, Progress progress) {
    this.controlPlane = controlPlane;
    this.client = controlPlane.client();
    this.folder = folder;
    this.programs = programs;
    this.progress = progress;
  }

  /** From now on. */
  void start() {
    var _ =
        loop.scheduleWithFixedDelay(
            this::syncSafely, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The processes of the pods that are there now. */
  List<ManagedProcess> processes() {
    return running.values().stream().flatMap(pod -> pod.process().stream()).toList();
  }

  /**
   * An API server that is stopped, or an object that changed meanwhile: the next round sees. What
   * is thrown must not leave here, or there would be no next round.
   */
  private void syncSafely() {
    try {
      sync();
    } catch (RuntimeException e) {
      progress.say("the pods of " + NAMESPACE + ": " + e.getMessage());
    }
  }

  private void sync() {
    Map<String, Pod> there =
        client
            .pods()
            .inNamespace(NAMESPACE)
            .withLabelIn(NAME_LABEL, names())
            .list()
            .getItems()
            .stream()
            .filter(pod -> pod.getSpec().getNodeName() != null)
            .collect(Collectors.toMap(pod -> pod.getMetadata().getUid(), pod -> pod));
    there.forEach((uid, pod) ->
        running
            .computeIfAbsent(
                uid, _ -> new RunningPod(pod, controlPlane, client, folder, programs, progress))
            .sync(pod));
    running.forEach((uid, pod) -> {
      if (!there.containsKey(uid)) {
        pod.close(); // deleted by force
        running.remove(uid);
      }
    });
    client.services().inNamespace(NAMESPACE).list().getItems().forEach(this::route);
  }

  private static String[] names() {
    return NAMES.toArray(String[]::new);
  }

  /**
   * A Service leads to the address of one of its pods that are Ready; there is no load to balance.
   */
  private void route(Service service) {
    Map<String, String> selector = service.getSpec().getSelector();
    if (selector == null || selector.isEmpty()) {
      return;
    }
    List<String> addresses =
        running.values().stream()
            .filter(
                pod -> pod.isReady() && pod.labels().entrySet().containsAll(selector.entrySet()))
            .map(RunningPod::address)
            .toList();
    Optional<String> now = Optional.ofNullable(service.getSpec().getExternalName());
    if (addresses.isEmpty() || now.filter(addresses::contains).isPresent()) {
      return;
    }
    client
        .services()
        .inNamespace(NAMESPACE)
        .withName(service.getMetadata().getName())
        .edit(before ->
            new ServiceBuilder(before)
                .editSpec()
                .withType("ExternalName")
                .withExternalName(addresses.getFirst())
                .withClusterIP(null)
                .withClusterIPs(List.of())
                .endSpec()
                .build());
  }

  @Override
  public void close() {
    loop.shutdownNow();
    running.values().parallelStream().forEach(RunningPod::close);
    client.close();
  }
}
