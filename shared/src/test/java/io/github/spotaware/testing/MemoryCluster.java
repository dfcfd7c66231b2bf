package io.github.spotaware.testing;

import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredLegacySchedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.ProtocolWrite.CreateBackstop;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.surge.ProtocolWrite.DeleteBackstop;
import io.github.spotaware.surge.ProtocolWrite.DeleteLegacySchedule;
import io.github.spotaware.surge.ProtocolWrite.DeleteSchedule;
import io.github.spotaware.surge.ProtocolWrite.PutBackstopInEffect;
import io.github.spotaware.surge.ProtocolWrite.SetDeletionCost;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.surge.ProtocolWrite.SetReplicas;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One Deployment with one ReplicaSet in memory: writes are compare-and-swaps as the API server's
 * are, and the controllers act when told to.
 */
public final class MemoryCluster {
  private Optional<DeploymentState> deployment;
  private List<ReplicaSetState> replicaSets;
  private final Map<String, PodState> pods = new TreeMap<>();
  private final Map<String, NodeState> nodes;
  private final Map<String, DisruptionBudgetState> budgets = new TreeMap<>();
  private Optional<AutoscalerState> autoscaler;
  private Optional<StoredSchedule> schedule;
  private Optional<StoredLegacySchedule> legacy = Optional.empty();
  private long version = 100;
  private int podsMade;

  private MemoryCluster(WorkloadSnapshot start) {
    deployment = start.deployment();
    replicaSets = start.replicaSets();
    start.pods().forEach(pod -> pods.put(pod.uid(), pod));
    nodes = new TreeMap<>(start.nodes());
    start.budgets().forEach(budget -> budgets.put(budget.name(), budget));
    autoscaler = start.autoscaler();
    schedule = start.schedule();
  }

  public static MemoryCluster of(Workloads start) {
    return new MemoryCluster(start.build());
  }

  public WorkloadSnapshot snapshot() {
    return new WorkloadSnapshot(
        Workloads.REF,
        false,
        deployment,
        replicaSets,
        List.copyOf(pods.values()),
        nodes,
        List.of(),
        List.copyOf(budgets.values()),
        autoscaler,
        Set.of(),
        true,
        schedule,
        Optional.empty(),
        Schedules.NAME);
  }

  public Optional<StoredSchedule> schedule() {
    return schedule;
  }

  public int replicas() {
    return deployment.orElseThrow().replicas();
  }

  public Optional<Integer> minReplicas() {
    return autoscaler.orElseThrow().minReplicas();
  }

  public PodState pod(String name) {
    return pods.values().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  public List<PodState> pods() {
    return List.copyOf(pods.values());
  }

  /** A write by one of us. */
  public WriteOutcome apply(ProtocolWrite write, String manager) {
    return switch (write) {
      case CreateSchedule create -> create(create);
      case UpdateSchedule update ->
          isCurrent(update.from()) ? store(update.from(), update.to()) : new WriteOutcome.Stale();
      case DeleteSchedule delete -> delete(delete);
      case DeleteLegacySchedule delete -> delete(delete);
      case CreateBackstop create -> create(create);
      case PutBackstopInEffect put -> {
        if (!isCurrent(put.backstop())) {
          yield new WriteOutcome.Stale();
        }
        put(put.backstop(), put.selector());
        yield new WriteOutcome.Done(Optional.empty());
      }
      case DeleteBackstop delete -> {
        if (!isCurrent(delete.backstop())) {
          yield new WriteOutcome.Stale();
        }
        budgets.remove(delete.backstop().name());
        yield new WriteOutcome.Done(Optional.empty());
      }
      case SetReplicas set -> setReplicas(set, manager);
      case SetDeletionCost set -> setDeletionCost(set);
      case SetMinReplicas set -> setMinReplicas(set);
    };
  }

  private WriteOutcome create(CreateSchedule create) {
    if (schedule.isPresent()) {
      return new WriteOutcome.Stale();
    }
    String uid = "uid-schedule-" + version;
    return store(
        new StoredSchedule(create.name(), uid, "", Workloads.LONG_AGO, create.content(), Map.of()),
        create.content());
  }

  private WriteOutcome store(StoredSchedule identity, Schedule content) {
    schedule =
        Optional.of(
            new StoredSchedule(
                identity.name(),
                identity.uid(),
                next(),
                identity.createdAt(),
                content,
                identity.others()));
    return new WriteOutcome.Done(schedule);
  }

  private WriteOutcome delete(DeleteSchedule delete) {
    if (!isCurrent(delete.schedule())) {
      return new WriteOutcome.Stale();
    }
    schedule = Optional.empty();
    return new WriteOutcome.Done(schedule);
  }

  private WriteOutcome delete(DeleteLegacySchedule delete) {
    if (!legacy.equals(Optional.of(delete.schedule()))) {
      return new WriteOutcome.Stale();
    }
    legacy = Optional.empty();
    return new WriteOutcome.Done(Optional.empty());
  }

  /** The shell version writes its schedule; empty where it deletes it. */
  public void writeLegacy(Optional<StoredLegacySchedule> value) {
    legacy = value;
  }

  public Optional<StoredLegacySchedule> legacy() {
    return legacy;
  }

  private boolean isCurrent(StoredSchedule read) {
    return schedule
        .filter(now -> now.uid().equals(read.uid()))
        .filter(now -> now.resourceVersion().equals(read.resourceVersion()))
        .isPresent();
  }

  private WriteOutcome create(CreateBackstop create) {
    if (budgets.containsKey(create.name())) {
      return new WriteOutcome.Stale();
    }
    DeploymentState owner = create.deployment();
    put(
        new DisruptionBudgetState(
            owner.namespace(),
            create.name(),
            "uid-budget-" + version,
            "",
            LabelSelector.nothing(),
            0,
            Optional.of(new OwnerReference("Deployment", owner.name(), owner.uid()))),
        LabelSelector.nothing());
    return new WriteOutcome.Done(Optional.empty());
  }

  private void put(DisruptionBudgetState budget, LabelSelector selector) {
    budgets.put(
        budget.name(),
        new DisruptionBudgetState(
            budget.namespace(),
            budget.name(),
            budget.uid(),
            next(),
            selector,
            budget.disruptionsAllowed(),
            budget.backstopOf()));
  }

  /** A budget of someone else, made or changed. */
  public void writeBudget(String name, String selector) {
    put(
        new DisruptionBudgetState(
            Workloads.NAMESPACE,
            name,
            "uid-" + name,
            "",
            LabelSelector.nothing(),
            1,
            Optional.empty()),
        LabelSelector.parse(selector));
  }

  public List<DisruptionBudgetState> budgets() {
    return List.copyOf(budgets.values());
  }

  private boolean isCurrent(DisruptionBudgetState read) {
    DisruptionBudgetState now = budgets.get(read.name());
    return now != null
        && now.uid().equals(read.uid())
        && now.resourceVersion().equals(read.resourceVersion());
  }

  private WriteOutcome setReplicas(SetReplicas set, String manager) {
    boolean current =
        deployment
            .filter(now -> now.uid().equals(set.deployment().uid()))
            .filter(now -> now.resourceVersion().equals(set.deployment().resourceVersion()))
            .isPresent();
    if (!current) {
      return new WriteOutcome.Stale();
    }
    writeReplicas(set.replicas(), manager);
    return new WriteOutcome.Done(Optional.empty());
  }

  private WriteOutcome setDeletionCost(SetDeletionCost set) {
    PodState now = pods.get(set.pod().uid());
    if (now == null || !now.resourceVersion().equals(set.pod().resourceVersion())) {
      return new WriteOutcome.Stale();
    }
    put(Pods.like(now).cost(set.value()));
    return new WriteOutcome.Done(Optional.empty());
  }

  private WriteOutcome setMinReplicas(SetMinReplicas set) {
    AutoscalerState now = autoscaler.orElse(set.autoscaler());
    if (autoscaler.isEmpty() || !now.resourceVersion().equals(set.autoscaler().resourceVersion())) {
      return new WriteOutcome.Stale();
    }
    writeMinReplicas(set.value());
    return new WriteOutcome.Done(Optional.empty());
  }

  /** A write of the HPA's floor by anyone. */
  public void writeMinReplicas(Optional<Integer> value) {
    AutoscalerState was = autoscaler.orElseThrow();
    autoscaler =
        Optional.of(
            new AutoscalerState(
                was.kind(),
                was.namespace(),
                was.name(),
                was.uid(),
                next(),
                value,
                was.maxReplicas()));
  }

  /** A write of the count by anyone. */
  public void writeReplicas(int replicas, String manager) {
    DeploymentState was = deployment.orElseThrow();
    deployment =
        Optional.of(
            Deployments.like(was)
                .replicas(replicas, manager)
                .generation(was.generation() + 1, was.observedGeneration())
                .version(next())
                .build());
  }

  public void deleteDeployment() {
    deployment = Optional.empty();
  }

  public void deleteSchedule() {
    schedule = Optional.empty();
  }

  public void put(NodeState node) {
    nodes.put(node.name(), node);
  }

  public void removeNode(String name) {
    nodes.remove(name);
  }

  /** An eviction that went through, or a direct delete: the pod no longer serves. */
  public void delete(String podUid) {
    PodState pod = pods.get(podUid);
    if (pod != null) {
      put(Pods.like(pod).terminating());
    }
  }

  /** The Deployment and ReplicaSet controllers catch up. */
  public void controllersAct() {
    deploymentControllerActs();
    replicaSetControllerActs();
  }

  public void deploymentControllerActs() {
    DeploymentState wanted = deployment.orElseThrow();
    deployment =
        Optional.of(
            Deployments.like(wanted).generation(wanted.generation(), wanted.generation()).build());
    ReplicaSetState was = replicaSets.getFirst();
    if (was.replicas() != wanted.replicas()) {
      replicaSets =
          List.of(
              ReplicaSets.replicaSet("web-1", wanted.replicas())
                  .generation(was.generation() + 1, was.observedGeneration())
                  .counted(was.countedReplicas(), was.countedReady())
                  .build(pods()));
    }
  }

  public void replicaSetControllerActs() {
    ReplicaSetState wanted = replicaSets.getFirst();
    List<PodState> active =
        new ArrayList<>(pods.values().stream().filter(PodState::active).toList());
    active.sort(VICTIMS_FIRST);
    while (active.size() > wanted.replicas()) {
      delete(active.removeFirst().uid());
    }
    for (int missing = wanted.replicas() - active.size(); missing > 0; missing--) {
      podsMade++;
      put(Pods.pod("web-new-" + podsMade).pending());
    }
    replicaSets =
        List.of(
            ReplicaSets.replicaSet("web-1", wanted.replicas())
                .generation(wanted.generation(), wanted.generation())
                .build(pods()));
  }

  /** Pods are scheduled and become Ready; terminating ones are gone. */
  public void kubeletsAct(Instant now) {
    pods.values().removeIf(PodState::terminating);
    List<PodState> unready =
        pods.values().stream().filter(pod -> pod.active() && !pod.ready()).toList();
    for (PodState pod : unready) {
      String node = pod.nodeName().orElse("node-of-" + pod.name());
      nodes.putIfAbsent(node, Nodes.staying(node));
      put(Pods.like(pod).on(node).readySince(now));
    }
  }

  /** As upstream's ActivePodsWithRanks has it, as far as it matters here. */
  private static final Comparator<PodState> VICTIMS_FIRST =
      Comparator.comparing((PodState pod) -> pod.nodeName().isPresent())
          .thenComparing(PodState::ready)
          .thenComparing(pod -> Integer.parseInt(pod.deletionCost().orElse("0")))
          .thenComparing(pod -> pod.readySince().orElse(Instant.MAX), Comparator.reverseOrder());

  /** The pods marked as the ones to go. */
  public List<String> marked() {
    return pods.values().stream()
        .filter(pod -> pod.deletionCost().equals(Optional.of(DeletionCosts.OURS)))
        .map(PodState::name)
        .toList();
  }

  private void put(Pods pod) {
    PodState built = pod.version(next()).build();
    pods.put(built.uid(), built);
  }

  private String next() {
    version++;
    return Long.toString(version);
  }
}
