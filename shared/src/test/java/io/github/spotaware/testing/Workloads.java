package io.github.spotaware.testing;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.schedule.UnreadableSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.AutoscalerKind;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ServiceEndpoints;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Builds a WorkloadSnapshot of the Deployment web: one ReplicaSet, web-1, that wants what the
 * Deployment wants; nodes not named are there and stay.
 */
public final class Workloads {
  public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  /** When pods and schedules were created, if nothing else is said. */
  public static final Instant LONG_AGO = NOW.minus(Duration.ofHours(2));

  public static final String NAMESPACE = "shop";
  public static final String DEPLOYMENT = "web";
  public static final String DEPLOYMENT_UID = "uid-web";
  public static final DeploymentRef REF = new DeploymentRef(NAMESPACE, DEPLOYMENT);

  private boolean namespaceTerminating;
  private Optional<DeploymentState> deployment = Optional.of(Deployments.web().build());
  private Optional<List<ReplicaSets>> replicaSets = Optional.empty();
  private List<PodState> pods = List.of();
  private final Map<String, NodeState> nodes = new TreeMap<>();
  private final Set<String> goneNodes = new java.util.TreeSet<>();
  private final List<ServiceEndpoints> endpoints = new ArrayList<>();
  private final List<DisruptionBudgetState> budgets = new ArrayList<>();
  private Optional<AutoscalerState> autoscaler = Optional.empty();
  private Set<String> exclusiveClaims = Set.of();
  private boolean hostPortHasRoom = true;
  private Optional<StoredSchedule> schedule = Optional.empty();
  private Optional<UnreadableSchedule> unreadable = Optional.empty();

  private Workloads() {}

  public static Workloads workload(Pods... pods) {
    return new Workloads().pods(pods);
  }

  /** At 2 by our hand, with a schedule in Surged. */
  public static Workloads surged(Pods... pods) {
    return workload(pods).deployment(Deployments.surgedWeb()).schedule(Schedules.surged());
  }

  public Workloads namespaceTerminating() {
    namespaceTerminating = true;
    return this;
  }

  public Workloads deployment(Deployments value) {
    deployment = Optional.of(value.build());
    return this;
  }

  public Workloads noDeployment() {
    deployment = Optional.empty();
    return this;
  }

  public Workloads replicaSets(ReplicaSets... value) {
    replicaSets = Optional.of(List.of(value));
    return this;
  }

  public Workloads pods(Pods... value) {
    pods = Arrays.stream(value).map(Pods::build).toList();
    return this;
  }

  public Workloads node(NodeState value) {
    nodes.put(value.name(), value);
    return this;
  }

  public Workloads goneNode(String name) {
    goneNodes.add(name);
    return this;
  }

  /** A Service whose EndpointSlices list these pods ready. */
  public Workloads service(String name, String... readyPods) {
    endpoints.add(
        new ServiceEndpoints(
            name, Arrays.stream(readyPods).map(Pods::uidOf).collect(Collectors.toSet())));
    return this;
  }

  public Workloads budget(String name, String selector, int disruptionsAllowed) {
    budgets.add(
        new DisruptionBudgetState(
            NAMESPACE,
            name,
            "uid-" + name,
            "1",
            LabelSelector.parse(selector),
            disruptionsAllowed,
            Optional.empty()));
    return this;
  }

  /** The Deployment's backstop. */
  public Workloads backstop(String ofUid, LabelSelector selector, int disruptionsAllowed) {
    budgets.add(
        new DisruptionBudgetState(
            NAMESPACE,
            "spot-aware-" + DEPLOYMENT,
            "uid-backstop",
            "1",
            selector,
            disruptionsAllowed,
            Optional.of(new OwnerReference("Deployment", DEPLOYMENT, ofUid))));
    return this;
  }

  public Workloads autoscaler(Optional<Integer> minReplicas, int maxReplicas) {
    autoscaler =
        Optional.of(
            new AutoscalerState(NAMESPACE, "web", "uid-hpa", "1", minReplicas, maxReplicas));
    return this;
  }

  /** As {@link #autoscaler}, where KEDA makes the HPA. */
  public Workloads scaledObject(Optional<Integer> minReplicaCount, int maxReplicaCount) {
    autoscaler =
        Optional.of(
            new AutoscalerState(
                AutoscalerKind.SCALED_OBJECT,
                NAMESPACE,
                "queue",
                "uid-queue",
                "1",
                minReplicaCount,
                maxReplicaCount));
    return this;
  }

  public Workloads exclusiveClaims(String... names) {
    exclusiveClaims = Set.of(names);
    return this;
  }

  public Workloads noRoomForHostPort() {
    hostPortHasRoom = false;
    return this;
  }

  public Workloads schedule(Schedule content) {
    return schedule(Schedules.stored(content));
  }

  public Workloads schedule(StoredSchedule value) {
    schedule = Optional.of(value);
    return this;
  }

  /** There is a schedule, of a later version. */
  public Workloads unreadableSchedule() {
    unreadable = Optional.of(Schedules.UNREADABLE);
    return this;
  }

  public WorkloadSnapshot build() {
    Map<String, NodeState> all = new TreeMap<>(nodes);
    pods.stream()
        .flatMap(pod -> pod.nodeName().stream())
        .filter(name -> !goneNodes.contains(name))
        .forEach(name -> all.putIfAbsent(name, Nodes.staying(name)));
    return new WorkloadSnapshot(
        REF,
        namespaceTerminating,
        deployment,
        replicaSets
            .orElseGet(() ->
                List.of(
                    ReplicaSets.replicaSet(
                        "web-1", deployment.map(DeploymentState::replicas).orElse(1))))
            .stream()
            .map(set -> set.build(pods))
            .toList(),
        pods,
        all,
        endpoints,
        budgets,
        autoscaler,
        exclusiveClaims,
        hostPortHasRoom,
        schedule,
        unreadable,
        Schedules.NAME);
  }
}
