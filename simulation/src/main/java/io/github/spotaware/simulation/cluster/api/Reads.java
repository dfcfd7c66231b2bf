package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Namespace;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.ServiceEndpoints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Live reads, GET and LIST without resourceVersion, each answered at one instant. Whoever reads
 * several things reads them one after the other, as the production reader does. That the server is
 * away, the caller has to see to.
 */
public final class Reads {
  /** Our own namespace. */
  public static final String OURS = "spot-scaling";

  /**
   * What is found for a Deployment: its schedule, or the name that a new one may have.
   *
   * @param freeName null where other ConfigMaps have both names
   */
  public record FoundSchedule(Optional<StoredSchedule> schedule, @Nullable String freeName) {}

  private final Store store;
  private final Set<Key> exclusiveClaims;
  private final Map<DeploymentRef, List<String>> names = new HashMap<>();

  Reads(Store store, Set<Key> exclusiveClaims) {
    this.store = store;
    this.exclusiveClaims = exclusiveClaims;
  }

  public Optional<PodState> pod(String namespace, String name) {
    return Optional.ofNullable(store.mapped(Kind.POD, new Key(namespace, name), Mapping::pod));
  }

  /** Sorted by name, as are all lists. */
  public List<PodState> pods(String namespace, LabelSelector selector) {
    List<PodState> found = new ArrayList<>();
    store.forEach(
        Kind.POD,
        namespace,
        Mapping::pod,
        (pod, mapped) -> {
          if (selector.matches(pod.meta().labels())) {
            found.add(mapped);
          }
        });
    return found;
  }

  /** The pods on a node, in all namespaces, as {@code spec.nodeName} selects them. */
  public List<PodState> podsOn(String node) {
    List<PodState> found = new ArrayList<>();
    for (Pod pod : store.list(Kind.POD)) {
      if (node.equals(pod.node())) {
        found.add(pod(pod.meta().namespace(), pod.meta().name()).orElseThrow());
      }
    }
    return found;
  }

  public List<ReplicaSetState> replicaSets(String namespace, LabelSelector selector) {
    List<ReplicaSetState> found = new ArrayList<>();
    store.forEach(
        Kind.REPLICA_SET,
        namespace,
        Mapping::replicaSet,
        (set, mapped) -> {
          if (selector.matches(set.meta().labels())) {
            found.add(mapped);
          }
        });
    return found;
  }

  public Optional<DeploymentState> deployment(DeploymentRef ref) {
    return Optional.ofNullable(store.mapped(Kind.DEPLOYMENT, Key.of(ref), Mapping::deployment));
  }

  /** The Deployments of a namespace that carry these labels. */
  public List<DeploymentState> deployments(String namespace, LabelSelector labels) {
    List<DeploymentState> found = new ArrayList<>();
    store.forEach(
        Kind.DEPLOYMENT,
        namespace,
        Mapping::deployment,
        (deployment, mapped) -> {
          if (labels.matches(deployment.meta().labels())) {
            found.add(mapped);
          }
        });
    return found;
  }

  public Optional<NodeState> node(String name) {
    return Optional.ofNullable(store.mapped(Kind.NODE, Key.of(name), Mapping::node));
  }

  public List<NodeState> nodes() {
    List<NodeState> found = new ArrayList<>();
    store.forEach(Kind.NODE, "", Mapping::node, (node, mapped) -> found.add(mapped));
    return found;
  }

  public List<ServiceEndpoints> endpoints(String namespace) {
    List<ServiceEndpoints> found = new ArrayList<>();
    store.forEach(
        Kind.ENDPOINT_SLICE, namespace, Mapping::endpoints, (slice, mapped) -> found.add(mapped));
    return found;
  }

  public List<DisruptionBudgetState> budgets(String namespace) {
    List<DisruptionBudgetState> found = new ArrayList<>();
    store.forEach(
        Kind.DISRUPTION_BUDGET, namespace, Mapping::budget, (budget, mapped) -> found.add(mapped));
    return found;
  }

  public List<DeploymentRef> backstops() {
    List<DeploymentRef> found = new ArrayList<>();
    for (DisruptionBudget budget : store.list(Kind.DISRUPTION_BUDGET)) {
      Mapping.budget(budget)
          .backstopOf()
          .ifPresent(
              owner -> found.add(new DeploymentRef(budget.meta().namespace(), owner.name())));
    }
    return found;
  }

  /** The first HPA whose target is the Deployment; the ScaledObject where KEDA made that one. */
  public Optional<AutoscalerState> autoscaler(DeploymentRef ref) {
    return hpa(ref)
        .flatMap(hpa -> {
          OwnerReference owner = hpa.meta().owner();
          return (owner == null
                  ? Optional.<AutoscalerState>empty()
                  : scaledObject(ref.namespace(), owner.name()))
              .or(() -> Optional.of(Mapping.autoscaler(hpa)));
        });
  }

  public Optional<AutoscalerState> scaledObject(String namespace, String name) {
    return Optional.ofNullable(store.get(Kind.SCALED_OBJECT, new Key(namespace, name)))
        .map(Mapping::scaledObject);
  }

  /** The same HPA, whoever made it. */
  public Optional<Autoscaler> hpa(DeploymentRef ref) {
    for (Autoscaler hpa : store.list(Kind.AUTOSCALER)) {
      if (hpa.meta().namespace().equals(ref.namespace()) && hpa.target().equals(ref.name())) {
        return Optional.of(hpa);
      }
    }
    return Optional.empty();
  }

  /** Terminating, or gone. */
  public boolean namespaceTerminating(String name) {
    Namespace namespace = store.get(Kind.NAMESPACE, Key.of(name));
    return namespace == null || namespace.meta().terminating();
  }

  /** As {@code ScheduleStore.find}: what is not ours or can't be read keeps its name. */
  public FoundSchedule schedule(DeploymentRef ref) {
    for (String name : names.computeIfAbsent(ref, Reads::names)) {
      Optional<StoredSchedule> stored =
          store.mapped(Kind.CONFIG_MAP, new Key(OURS, name), Mapping::schedule);
      if (stored == null) {
        return new FoundSchedule(Optional.empty(), name);
      }
      if (stored.isPresent() && stored.get().content().deployment().equals(ref)) {
        return new FoundSchedule(stored, name);
      }
    }
    return new FoundSchedule(Optional.empty(), null);
  }

  /** Each schedule of ours that can be read. */
  public List<StoredSchedule> schedules() {
    List<StoredSchedule> found = new ArrayList<>();
    store.forEach(
        Kind.CONFIG_MAP,
        OURS,
        Mapping::schedule,
        (configMap, mapped) -> mapped.ifPresent(found::add));
    return found;
  }

  /** The ConfigMap of this name, if any; within, the schedule that it is, if it is one. */
  public Optional<Optional<StoredSchedule>> scheduleNamed(String name) {
    return Optional.ofNullable(
        store.mapped(Kind.CONFIG_MAP, new Key(OURS, name), Mapping::schedule));
  }

  public Optional<ConfigMap> configMap(String name) {
    return Optional.ofNullable(store.get(Kind.CONFIG_MAP, new Key(OURS, name)));
  }

  /** The Deployment's claims that only one node or one pod can use. */
  public Set<String> exclusiveClaims(DeploymentState deployment) {
    Set<String> exclusive = new LinkedHashSet<>();
    for (String claim : deployment.claims()) {
      if (exclusiveClaims.contains(new Key(deployment.namespace(), claim))) {
        exclusive.add(claim);
      }
    }
    return exclusive;
  }

  /** Some node that stays has none of these pods. */
  public boolean hostPortHasRoom(List<PodState> pods, Set<String> disruptionTaints) {
    for (NodeState node : nodes()) {
      boolean taken =
          pods.stream().anyMatch(pod -> pod.nodeName().filter(node.name()::equals).isPresent());
      if (!taken && !node.health(disruptionTaints).doomed()) {
        return true;
      }
    }
    return false;
  }

  /** The Deployment as stored, for what the core does not look at. */
  public Optional<Deployment> stored(DeploymentRef ref) {
    return Optional.ofNullable(store.get(Kind.DEPLOYMENT, Key.of(ref)));
  }

  private static List<String> names(DeploymentRef ref) {
    return List.of(ScheduleName.of(ref), ScheduleName.hashed(ref));
  }
}
