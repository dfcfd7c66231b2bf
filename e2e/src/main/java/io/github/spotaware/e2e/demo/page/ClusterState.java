package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ConfigurationParser;
import io.github.spotaware.config.ParsedConfiguration;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.kubernetes.ConfigurationWatch;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.ScheduleName;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of the cluster: of the nodes, of the workloads outside of Kubernetes' own
 * namespaces and the project's, and of the surges. Immutable; built by watches, one change after
 * another. The watches are not in step with each other, so each change is taken for what it is.
 *
 * @param nodes by name; of those that are gone the last few
 * @param pods by UID
 * @param deployments of those that are gone the last few
 * @param schedules by name
 * @param held by the UID of a pod that is there
 */
record ClusterState(
    Configuration configuration,
    Map<String, NodeFacts> nodes,
    Map<String, PodFacts> pods,
    Map<DeploymentRef, DeploymentFacts> deployments,
    Map<String, ScheduleFacts> schedules,
    Map<String, HeldFacts> held) {

  static final ClusterState EMPTY =
      new ClusterState(Configuration.defaults(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  private static final int MOST_GONE = 4;

  /** The object is there, as it is here. Objects of other kinds change nothing. */
  ClusterState seen(HasMetadata object, Instant at) {
    String name = object.getMetadata().getName();
    return switch (object) {
      case Node node -> withNodes(Copies.with(nodes, name, NodeFacts.of(node)));
      case Namespace namespace -> namespace(namespace, at);
      case ConfigMap map when name.equals(ConfigurationWatch.NAME) -> configured(map);
      case ConfigMap map ->
          ScheduleFacts.of(map)
              .map(schedule -> withSchedules(Copies.with(schedules, name, schedule)))
              .orElseGet(() -> withSchedules(Copies.without(schedules, name)));
      case Event event -> told(event);
      case Pod pod when isOfUsers(pod) -> pod(pod, at);
      case Deployment deployment when isOfUsers(deployment) -> deployment(deployment, at);
      default -> this;
    };
  }

  /** The object is there no more. */
  ClusterState gone(HasMetadata object, Instant at) {
    String name = object.getMetadata().getName();
    return switch (object) {
      case Node node when nodes.containsKey(name) ->
          withNodes(
              Copies.atMost(
                  MOST_GONE,
                  Copies.with(nodes, name, Objects.requireNonNull(nodes.get(name)).asGone()),
                  NodeFacts::gone));
      case ConfigMap map -> withSchedules(Copies.without(schedules, name));
      case Pod pod -> podGone(pod.getMetadata().getUid(), at);
      case Deployment deployment -> end(DeploymentFacts.ref(deployment.getMetadata()), at, at);
      default -> this;
    };
  }

  private static boolean isOfUsers(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return !namespace.startsWith("kube-") && !namespace.equals(ScheduleName.NAMESPACE);
  }

  private ClusterState configured(ConfigMap map) {
    return switch (ConfigurationParser.parse(Objects.requireNonNullElse(map.getData(), Map.of()))) {
      case ParsedConfiguration.Valid valid ->
          new ClusterState(valid.configuration(), nodes, pods, deployments, schedules, held);
      case ParsedConfiguration.Invalid _ -> this;
    };
  }

  /** With a namespace all that is in it goes. */
  private ClusterState namespace(Namespace namespace, Instant at) {
    String since = namespace.getMetadata().getDeletionTimestamp();
    ClusterState next = this;
    if (since != null) {
      for (DeploymentRef ref : deployments.keySet()) {
        if (ref.namespace().equals(namespace.getMetadata().getName())) {
          next = next.end(ref, Instant.parse(since), at);
        }
      }
    }
    return next;
  }

  private ClusterState told(Event event) {
    Optional<String> uid = HeldFacts.podUid(event).filter(pods::containsKey);
    return uid.map(
            pod -> {
              HeldFacts fresh = HeldFacts.of(event);
              HeldFacts before = held.get(pod);
              return withHeld(Copies.with(held, pod, before == null ? fresh : before.and(fresh)));
            })
        .orElse(this);
  }

  private ClusterState pod(Pod pod, Instant at) {
    String uid = pod.getMetadata().getUid();
    PodFacts before = pods.get(uid);
    PodFacts now = PodFacts.of(pod, before == null ? PodStage.PENDING : before.stage());
    return withPods(Copies.with(pods, uid, now)).counted(now, at);
  }

  private ClusterState podGone(String uid, Instant at) {
    PodFacts before = pods.get(uid);
    return before == null
        ? this
        : withPods(Copies.without(pods, uid))
            .withHeld(Copies.without(held, uid))
            .counted(before, at);
  }

  private ClusterState deployment(Deployment deployment, Instant at) {
    DeploymentRef ref = DeploymentFacts.ref(deployment.getMetadata());
    Optional<DeploymentFacts> before =
        Optional.ofNullable(deployments.get(ref))
            .filter(known -> known.uid().equals(deployment.getMetadata().getUid()));
    if (before.filter(DeploymentFacts::gone).isPresent()) {
      return this;
    }
    Serving serving = before.map(DeploymentFacts::serving).orElse(Serving.NONE);
    return withDeployments(
        Copies.with(
            deployments,
            ref,
            DeploymentFacts.of(deployment, serving).serving(servingPods(ref), at)));
  }

  private ClusterState end(DeploymentRef ref, Instant begun, Instant at) {
    DeploymentFacts before = deployments.get(ref);
    return before == null
        ? this
        : withDeployments(
            Copies.atMost(
                MOST_GONE,
                Copies.with(deployments, ref, before.end(begun, at)),
                DeploymentFacts::gone));
  }

  /** After a change of this pod. */
  private ClusterState counted(PodFacts pod, Instant at) {
    DeploymentFacts owner = pod.deployment().map(deployments::get).orElse(null);
    return owner == null
        ? this
        : withDeployments(
            Copies.with(deployments, owner.ref(), owner.serving(servingPods(owner.ref()), at)));
  }

  private int servingPods(DeploymentRef ref) {
    return (int) pods.values().stream().filter(pod -> pod.isOf(ref) && pod.serves()).count();
  }

  private ClusterState withNodes(Map<String, NodeFacts> next) {
    return new ClusterState(configuration, next, pods, deployments, schedules, held);
  }

  private ClusterState withPods(Map<String, PodFacts> next) {
    return new ClusterState(configuration, nodes, next, deployments, schedules, held);
  }

  private ClusterState withDeployments(Map<DeploymentRef, DeploymentFacts> next) {
    return new ClusterState(configuration, nodes, pods, next, schedules, held);
  }

  private ClusterState withSchedules(Map<String, ScheduleFacts> next) {
    return new ClusterState(configuration, nodes, pods, deployments, next, held);
  }

  private ClusterState withHeld(Map<String, HeldFacts> next) {
    return new ClusterState(configuration, nodes, pods, deployments, schedules, next);
  }
}
