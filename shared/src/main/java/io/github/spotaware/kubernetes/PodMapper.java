package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.PodState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pod → {@link PodState}. */
final class PodMapper {
  private static final Set<String> TERMINAL_PHASES = Set.of("Succeeded", "Failed");

  private PodMapper() {}

  static PodState map(Pod pod) {
    ObjectMeta meta = pod.getMetadata();
    return new PodState(
        meta.getNamespace(),
        meta.getName(),
        meta.getUid(),
        meta.getResourceVersion(),
        Instant.parse(meta.getCreationTimestamp()),
        orEmpty(meta.getLabels()),
        Optional.ofNullable(pod.getSpec().getNodeName()).filter(name -> !name.isEmpty()),
        pod.getStatus() != null && TERMINAL_PHASES.contains(pod.getStatus().getPhase()),
        meta.getDeletionTimestamp() != null,
        readySince(pod),
        controller(meta),
        Optional.ofNullable(orEmpty(meta.getAnnotations()).get(DeletionCosts.ANNOTATION)));
  }

  /** A Ready pod whose condition has no transition time has been Ready for ever. */
  private static Optional<Instant> readySince(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .findFirst()
        .map(PodMapper::since);
  }

  private static Instant since(PodCondition condition) {
    String time = condition.getLastTransitionTime();
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }

  static Optional<OwnerReference> controller(ObjectMeta meta) {
    return meta.getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst()
        .map(owner -> new OwnerReference(owner.getKind(), owner.getName(), owner.getUid()));
  }

  static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
