package io.github.spotaware.reading;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.schedule.UnreadableSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads everything about one Deployment, live. The order is part of the protocol: the schedule is
 * read before the pods, so that a pod with a ticket that is not among them is gone; pods before
 * ReplicaSets, and these before the Deployment, so that a scale-down on its way shows as unsettled.
 * What the order does not matter for is read beside them.
 */
public final class WorkloadReader {
  private final LiveReads reads;

  public WorkloadReader(LiveReads reads) {
    this.reads = reads;
  }

  /**
   * One Deployment. The watch only tells its selector, which nobody can change; where it does not
   * know the Deployment, that is read first. Ends in a {@link ReadFailed} where any read does.
   */
  public CompletionStage<WorkloadSnapshot> read(
      DeploymentRef ref, Watched watched, Configuration configuration) {
    return watched
        .labelled(ref)
        .map(known -> read(ref, known.selector(), configuration))
        .orElseGet(() -> read(ref, configuration));
  }

  /** The same where no watch knows of it. */
  public CompletionStage<WorkloadSnapshot> read(DeploymentRef ref, Configuration configuration) {
    return reads
        .deployment(ref)
        .thenCompose(found ->
            read(
                ref,
                found.map(DeploymentState::selector).orElseGet(LabelSelector::nothing),
                configuration));
  }

  private CompletionStage<WorkloadSnapshot> read(
      DeploymentRef ref, LabelSelector selector, Configuration configuration) {
    String namespace = ref.namespace();
    var terminating = reads.namespaceTerminating(namespace);
    var endpoints = reads.endpoints(namespace);
    var budgets = reads.budgets(namespace);
    return inOrder(ref, selector, configuration)
        .thenCompose(ordered ->
            terminating.thenCompose(isTerminating ->
                endpoints.thenCompose(services ->
                    budgets.thenApply(allBudgets ->
                        new WorkloadSnapshot(
                            ref,
                            isTerminating,
                            ordered.deployment,
                            ordered.replicaSets,
                            ordered.pods,
                            ordered.nodes,
                            services,
                            allBudgets,
                            ordered.autoscaler,
                            ordered.exclusiveClaims,
                            ordered.hostPortHasRoom,
                            ordered.schedule,
                            ordered.unreadable,
                            ordered.freeName)))));
  }

  /** What has to be read one after the other, and what that leads to. */
  private static final class Ordered {
    private Optional<StoredSchedule> schedule = Optional.empty();
    private Optional<UnreadableSchedule> unreadable = Optional.empty();
    private String freeName = "";
    private List<PodState> pods = List.of();
    private List<ReplicaSetState> replicaSets = List.of();
    private Optional<DeploymentState> deployment = Optional.empty();
    private Map<String, NodeState> nodes = Map.of();
    private Optional<AutoscalerState> autoscaler = Optional.empty();
    private Set<String> exclusiveClaims = Set.of();
    private boolean hostPortHasRoom = true;
  }

  private CompletionStage<Ordered> inOrder(
      DeploymentRef ref, LabelSelector selector, Configuration configuration) {
    Ordered read = new Ordered();
    return schedule(ref, read)
        .thenCompose(_ -> {
          CompletionStage<Optional<AutoscalerState>> autoscaler = autoscaler(ref, read.schedule);
          return pods(ref, selector, read)
              .thenCompose(_ -> {
                CompletionStage<Map<String, NodeState>> nodes = nodes(read.pods);
                return replicaSetsAndDeployment(ref, selector, read)
                    .thenCompose(_ -> onlyBeforeASurge(ref, configuration, read))
                    .thenCompose(_ -> nodes)
                    .thenAccept(found -> read.nodes = found);
              })
              .thenCompose(_ -> autoscaler)
              .thenApply(found -> {
                read.autoscaler = found;
                return read;
              });
        });
  }

  private CompletionStage<Void> pods(DeploymentRef ref, LabelSelector selector, Ordered read) {
    return reads.pods(ref.namespace(), selector).thenAccept(pods -> read.pods = pods);
  }

  private CompletionStage<Void> replicaSetsAndDeployment(
      DeploymentRef ref, LabelSelector selector, Ordered read) {
    return reads
        .replicaSets(ref.namespace(), selector)
        .thenCompose(sets -> {
          read.replicaSets = sets;
          return reads.deployment(ref);
        })
        .thenAccept(deployment -> read.deployment = deployment);
  }

  /**
   * Both names are looked at before it is said that there is none: while something else had the
   * first name, the schedule got the second. What is not ours keeps its name. Beside a schedule
   * that can't be read no other one is made: two would be two tickets.
   */
  private CompletionStage<Void> schedule(DeploymentRef ref, Ordered read) {
    String first = ScheduleName.of(ref);
    return reads
        .scheduleName(first, ref)
        .thenCompose(use -> {
          if (found(use, read)) {
            return CompletableFuture.<Void>completedFuture(null);
          }
          String second = ScheduleName.hashed(ref);
          return reads
              .scheduleName(second, ref)
              .thenAccept(other -> {
                if (found(other, read)) {
                  return;
                }
                if (use instanceof NameUse.Free) {
                  read.freeName = first;
                } else if (other instanceof NameUse.Free) {
                  read.freeName = second;
                } else {
                  throw new ReadFailed(
                      "both names for the schedule of " + ref + " are taken by other ConfigMaps");
                }
              });
        });
  }

  private static boolean found(NameUse use, Ordered read) {
    return switch (use) {
      case NameUse.Ours(StoredSchedule stored) -> {
        read.schedule = Optional.of(stored);
        yield true;
      }
      case NameUse.Unreadable(UnreadableSchedule unreadable) -> {
        read.unreadable = Optional.of(unreadable);
        read.freeName = unreadable.name();
        yield true;
      }
      case NameUse.Free free -> false;
      case NameUse.Taken taken -> false;
    };
  }

  /**
   * Only where a surge starts or ends is the HPA looked at. What was raised in a ScaledObject is
   * restored there, whether or not KEDA has an HPA for it now: it deletes that one while paused.
   */
  private CompletionStage<Optional<AutoscalerState>> autoscaler(
      DeploymentRef ref, Optional<StoredSchedule> schedule) {
    Optional<Phase> phase = schedule.map(stored -> stored.content().phase());
    if (!phase.map(Phase::looksAtAutoscaler).orElse(true)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return schedule
        .filter(stored -> stored.content().phase() != Phase.RAISING)
        .flatMap(stored -> stored.content().autoscaler())
        .flatMap(AutoscalerBackup::scaledObject)
        .map(name -> reads.scaledObject(ref.namespace(), name))
        .orElseGet(() -> reads.autoscaler(ref));
  }

  private CompletionStage<Map<String, NodeState>> nodes(List<PodState> pods) {
    Set<String> names = new TreeSet<>();
    pods.forEach(pod -> pod.nodeName().ifPresent(names::add));
    Map<String, NodeState> found = new LinkedHashMap<>();
    CompletionStage<Map<String, NodeState>> all = CompletableFuture.completedFuture(found);
    for (String name : names) {
      CompletionStage<Optional<NodeState>> one = reads.node(name);
      all =
          all.thenCombine(
              one,
              (map, node) -> {
                node.ifPresent(state -> map.put(name, state));
                return map;
              });
    }
    return all;
  }

  /** What rule 6 asks before there is a surge. */
  private CompletionStage<Void> onlyBeforeASurge(
      DeploymentRef ref, Configuration configuration, Ordered read) {
    if (read.schedule.isPresent() || read.deployment.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    DeploymentState deployment = read.deployment.get();
    CompletionStage<Set<String>> claims =
        deployment.claims().isEmpty()
            ? CompletableFuture.completedFuture(Set.of())
            : reads.exclusiveClaims(ref.namespace(), deployment.claims());
    CompletionStage<Boolean> room =
        deployment.usesHostPort()
            ? reads.nodes().thenApply(nodes -> hasRoom(nodes, read.pods, configuration))
            : CompletableFuture.completedFuture(true);
    return claims.thenAcceptBoth(
        room,
        (exclusive, hasRoom) -> {
          read.exclusiveClaims = exclusive;
          read.hostPortHasRoom = hasRoom;
        });
  }

  /** Some node that stays has no pod of the Deployment. */
  private static boolean hasRoom(
      List<NodeState> nodes, List<PodState> pods, Configuration configuration) {
    return nodes.stream()
        .filter(
            node -> pods.stream().noneMatch(pod -> pod.nodeName().equals(Optional.of(node.name()))))
        .anyMatch(node -> !node.health(configuration.disruptionTaints()).doomed());
  }
}
