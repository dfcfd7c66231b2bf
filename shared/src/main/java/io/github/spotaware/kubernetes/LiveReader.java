package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.ServiceEndpoints;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads snapshots live: GET and LIST without resourceVersion, which the API server answers from its
 * latest state. Every method throws KubernetesClientException where a read fails; a read takes no
 * longer than the client's request timeout.
 */
public final class LiveReader {
  private final KubernetesClient client;
  private final ScheduleStore schedules;
  private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

  public LiveReader(KubernetesClient client, ScheduleStore schedules) {
    this.client = client;
    this.schedules = schedules;
  }

  public Optional<PodState> pod(String namespace, String name) {
    return Optional.ofNullable(client.pods().inNamespace(namespace).withName(name).get())
        .map(PodMapper::map);
  }

  /** The protected Deployments of a namespace, for when no cache can be asked. */
  public List<DeploymentState> labelled(String namespace, Configuration configuration) {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withLabelSelector(configuration.protectedLabels().toString())
        .list()
        .getItems()
        .stream()
        .map(DeploymentMapper::map)
        .toList();
  }

  /** As {@link #workload(DeploymentRef, LabelSelector, Configuration)}, for an unknown selector. */
  public WorkloadSnapshot workload(DeploymentRef ref, Configuration configuration) {
    Optional<LabelSelector> selector = deployment(ref).map(DeploymentState::selector);
    return workload(ref, selector.orElseGet(LabelSelector::nothing), configuration);
  }

  /**
   * Everything about one Deployment. The order is part of the protocol: the schedule is read before
   * the pods, so that a pod with a ticket that is not among them is gone; pods before ReplicaSets,
   * and these before the Deployment, so that a scale-down on its way shows as unsettled.
   *
   * @param selector the Deployment's; the API server lets nobody change it
   */
  public WorkloadSnapshot workload(
      DeploymentRef ref, LabelSelector selector, Configuration configuration) {
    String namespace = ref.namespace();
    CompletableFuture<Boolean> terminating = async(() -> namespaceTerminating(namespace));
    CompletableFuture<List<ServiceEndpoints>> endpoints = async(() -> endpoints(namespace));
    CompletableFuture<List<DisruptionBudgetState>> budgets = async(() -> budgets(namespace));
    ScheduleStore.Found found = schedules.find(ref);
    Optional<Phase> phase = found.schedule().map(stored -> stored.content().phase());
    CompletableFuture<Optional<AutoscalerState>> autoscaler =
        async(() -> needsAutoscaler(phase) ? autoscaler(ref) : Optional.empty());
    List<PodState> pods = pods(namespace, selector);
    CompletableFuture<Map<String, NodeState>> nodes = async(() -> nodes(pods));
    List<ReplicaSetState> replicaSets = replicaSets(namespace, selector);
    Optional<DeploymentState> deployment = deployment(ref);
    Optional<DeploymentState> starting = phase.isEmpty() ? deployment : Optional.empty();
    return new WorkloadSnapshot(
        ref,
        join(terminating),
        deployment,
        replicaSets,
        pods,
        join(nodes),
        join(endpoints),
        join(budgets),
        join(autoscaler),
        starting.map(this::exclusiveClaims).orElseGet(Set::of),
        starting
            .filter(DeploymentState::usesHostPort)
            .map(d -> hostPortHasRoom(pods, configuration))
            .orElse(true),
        found.schedule(),
        found.freeName());
  }

  /** Only where a surge starts or ends is the HPA looked at. */
  private static boolean needsAutoscaler(Optional<Phase> phase) {
    return phase.map(p -> p != Phase.SURGED && p != Phase.RELEASING).orElse(true);
  }

  public Optional<DeploymentState> deployment(DeploymentRef ref) {
    return Optional.ofNullable(
            client.apps().deployments().inNamespace(ref.namespace()).withName(ref.name()).get())
        .map(DeploymentMapper::map);
  }

  private boolean namespaceTerminating(String name) {
    Namespace namespace = client.namespaces().withName(name).get();
    return namespace == null || namespace.getMetadata().getDeletionTimestamp() != null;
  }

  private List<PodState> pods(String namespace, LabelSelector selector) {
    List<Pod> pods =
        client
            .pods()
            .inNamespace(namespace)
            .withLabelSelector(selector.toString())
            .list()
            .getItems();
    return pods.stream().map(PodMapper::map).toList();
  }

  private List<ReplicaSetState> replicaSets(String namespace, LabelSelector selector) {
    return client
        .apps()
        .replicaSets()
        .inNamespace(namespace)
        .withLabelSelector(selector.toString())
        .list()
        .getItems()
        .stream()
        .map(DeploymentMapper::map)
        .toList();
  }

  private List<ServiceEndpoints> endpoints(String namespace) {
    return EndpointsMapper.map(
        client.discovery().v1().endpointSlices().inNamespace(namespace).list().getItems());
  }

  private List<DisruptionBudgetState> budgets(String namespace) {
    return client
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .map(BudgetMapper::map)
        .toList();
  }

  private Map<String, NodeState> nodes(List<PodState> pods) {
    List<CompletableFuture<Optional<NodeState>>> reads =
        pods.stream()
            .map(PodState::nodeName)
            .flatMap(Optional::stream)
            .distinct()
            .map(name ->
                async(() ->
                    Optional.ofNullable(client.nodes().withName(name).get()).map(NodeMapper::map)))
            .toList();
    return reads.stream()
        .map(LiveReader::join)
        .flatMap(Optional::stream)
        .collect(Collectors.toMap(NodeState::name, node -> node));
  }

  private Optional<AutoscalerState> autoscaler(DeploymentRef ref) {
    return client
        .autoscaling()
        .v2()
        .horizontalPodAutoscalers()
        .inNamespace(ref.namespace())
        .list()
        .getItems()
        .stream()
        .filter(hpa -> "Deployment".equals(hpa.getSpec().getScaleTargetRef().getKind()))
        .filter(hpa -> ref.name().equals(hpa.getSpec().getScaleTargetRef().getName()))
        .findFirst()
        .map(hpa ->
            new AutoscalerState(
                ref.namespace(),
                hpa.getMetadata().getName(),
                hpa.getMetadata().getUid(),
                hpa.getMetadata().getResourceVersion(),
                Optional.ofNullable(hpa.getSpec().getMinReplicas()),
                hpa.getSpec().getMaxReplicas()));
  }

  /** Claims that only one node (ReadWriteOnce) or one pod (ReadWriteOncePod) can use. */
  private Set<String> exclusiveClaims(DeploymentState deployment) {
    return deployment.claims().stream()
        .map(name ->
            client
                .persistentVolumeClaims()
                .inNamespace(deployment.namespace())
                .withName(name)
                .get())
        .filter(Objects::nonNull)
        .filter(LiveReader::isExclusive)
        .map(claim -> claim.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private static boolean isExclusive(PersistentVolumeClaim claim) {
    return claim.getSpec().getAccessModes().stream()
        .allMatch(mode -> mode.startsWith("ReadWriteOnce"));
  }

  /** Some node that stays has no pod of the Deployment. */
  private boolean hostPortHasRoom(List<PodState> pods, Configuration configuration) {
    Set<String> taken =
        pods.stream().map(PodState::nodeName).flatMap(Optional::stream).collect(Collectors.toSet());
    List<Node> all = client.nodes().list().getItems();
    return all.stream()
        .map(NodeMapper::map)
        .filter(node -> !taken.contains(node.name()))
        .anyMatch(node -> !node.health(configuration.disruptionTaints()).doomed());
  }

  private <T> CompletableFuture<T> async(Supplier<T> read) {
    return CompletableFuture.supplyAsync(read, executor);
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
