package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.schedule.DeploymentRef;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pod.
 *
 * @param deployment whose it is, if one's
 * @param node empty while it has none
 * @param created by the API server's clock, in whole seconds
 */
record PodFacts(
    String uid,
    String name,
    Optional<DeploymentRef> deployment,
    String node,
    PodStage stage,
    Instant created) {

  private static final String HASH = "pod-template-hash";

  /**
   * As it is now.
   *
   * @param before its last stage; PENDING for one not seen before
   */
  static PodFacts of(Pod pod, PodStage before) {
    ObjectMeta meta = pod.getMetadata();
    return new PodFacts(
        meta.getUid(),
        meta.getName(),
        deployment(meta),
        Objects.requireNonNullElse(pod.getSpec().getNodeName(), ""),
        PodStage.of(pod, before),
        Instant.parse(meta.getCreationTimestamp()));
  }

  /** A Deployment names its ReplicaSets after itself and the hash of the template. */
  private static Optional<DeploymentRef> deployment(ObjectMeta meta) {
    Map<String, String> labels = Objects.requireNonNullElse(meta.getLabels(), Map.of());
    String end = "-" + labels.getOrDefault(HASH, "");
    return meta.getOwnerReferences().stream()
        .filter(owner -> "ReplicaSet".equals(owner.getKind()) && owner.getName().endsWith(end))
        .map(owner -> owner.getName().substring(0, owner.getName().length() - end.length()))
        .map(name -> new DeploymentRef(meta.getNamespace(), name))
        .findFirst();
  }

  boolean serves() {
    return stage == PodStage.SERVING;
  }

  boolean isOf(DeploymentRef ref) {
    return deployment.filter(ref::equals).isPresent();
  }
}
