package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.RollingUpdateBounds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deployment and ReplicaSet → their states. */
final class DeploymentMapper {
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String DEADLINE_EXCEEDED = "ProgressDeadlineExceeded";

  private DeploymentMapper() {}

  static DeploymentState map(Deployment deployment) {
    ObjectMeta meta = deployment.getMetadata();
    DeploymentSpec spec = deployment.getSpec();
    PodSpec template = spec.getTemplate().getSpec();
    return new DeploymentState(
        meta.getNamespace(),
        meta.getName(),
        meta.getUid(),
        meta.getResourceVersion(),
        PodMapper.orEmpty(meta.getLabels()),
        PodMapper.orEmpty(meta.getAnnotations()),
        Instant.parse(meta.getCreationTimestamp()),
        meta.getDeletionTimestamp() != null,
        meta.getGeneration() == null ? 0 : meta.getGeneration(),
        observed(deployment),
        spec.getReplicas() == null ? Schedule.ORIGINAL_REPLICAS : spec.getReplicas(),
        replicasWriters(meta),
        SelectorMapper.map(spec.getSelector()),
        templateLabels(spec),
        Duration.ofSeconds(orZero(spec.getMinReadySeconds())),
        bounds(spec).maxUnavailableOf(Schedule.SURGED_REPLICAS),
        spec.getStrategy() != null && "Recreate".equals(spec.getStrategy().getType()),
        replicaFailure(deployment),
        claims(template),
        usesHostPort(template),
        spec.getProgressDeadlineSeconds() == null
            ? DeploymentState.DEFAULT_PROGRESS_DEADLINE
            : Duration.ofSeconds(spec.getProgressDeadlineSeconds()),
        revision(PodMapper.orEmpty(meta.getAnnotations()).get(REVISION)),
        Boolean.TRUE.equals(spec.getPaused()),
        condition(deployment, "Progressing", "False")
            .filter(condition -> DEADLINE_EXCEEDED.equals(condition.getReason()))
            .isPresent(),
        Optional.ofNullable(deployment.getStatus()).map(status -> orZero(status.getReplicas())));
  }

  static ReplicaSetState map(ReplicaSet replicaSet) {
    ObjectMeta meta = replicaSet.getMetadata();
    ReplicaSetStatus status = replicaSet.getStatus();
    Long observed = status == null ? null : status.getObservedGeneration();
    return new ReplicaSetState(
        meta.getName(),
        meta.getUid(),
        meta.getGeneration() == null ? 0 : meta.getGeneration(),
        observed == null ? 0 : observed,
        orZero(replicaSet.getSpec().getReplicas()),
        ManagedFields.lastWritten(meta, "f:spec", "f:replicas"),
        status == null ? 0 : orZero(status.getReplicas()),
        status == null ? 0 : orZero(status.getReadyReplicas()),
        status == null ? 0 : orZero(status.getAvailableReplicas()),
        revision(PodMapper.orEmpty(meta.getAnnotations()).get(REVISION)),
        PodMapper.controller(meta));
  }

  private static long revision(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static long observed(Deployment deployment) {
    Long observed =
        deployment.getStatus() == null ? null : deployment.getStatus().getObservedGeneration();
    return observed == null ? 0 : observed;
  }

  private static RollingUpdateBounds bounds(DeploymentSpec spec) {
    RollingUpdateDeployment rolling =
        spec.getStrategy() == null ? null : spec.getStrategy().getRollingUpdate();
    return rolling == null
        ? RollingUpdateBounds.DEFAULT
        : new RollingUpdateBounds(bound(rolling.getMaxUnavailable()), bound(rolling.getMaxSurge()));
  }

  private static String bound(@Nullable IntOrString bound) {
    if (bound != null && bound.getIntVal() != null) {
      return bound.getIntVal().toString();
    }
    return bound == null || bound.getStrVal() == null
        ? RollingUpdateBounds.DEFAULT_BOUND
        : bound.getStrVal();
  }

  /** Who owns {@code f:replicas}: the last one to set it, and those who apply the same value. */
  private static Set<String> replicasWriters(ObjectMeta meta) {
    return meta.getManagedFields().stream()
        .filter(entry -> ManagedFields.owns(entry, "f:spec", "f:replicas"))
        .map(ManagedFieldsEntry::getManager)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static Optional<String> replicaFailure(Deployment deployment) {
    return condition(deployment, "ReplicaFailure", "True")
        .map(condition -> Objects.requireNonNullElse(condition.getMessage(), "ReplicaFailure"));
  }

  private static Optional<DeploymentCondition> condition(
      Deployment deployment, String type, String status) {
    if (deployment.getStatus() == null) {
      return Optional.empty();
    }
    return deployment.getStatus().getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .filter(condition -> status.equals(condition.getStatus()))
        .findFirst();
  }

  private static Map<String, String> templateLabels(DeploymentSpec spec) {
    ObjectMeta meta = spec.getTemplate().getMetadata();
    return meta == null ? Map.of() : PodMapper.orEmpty(meta.getLabels());
  }

  private static Set<String> claims(PodSpec template) {
    return template.getVolumes().stream()
        .filter(volume -> volume.getPersistentVolumeClaim() != null)
        .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
        .collect(Collectors.toSet());
  }

  private static boolean usesHostPort(PodSpec template) {
    return Stream.concat(template.getContainers().stream(), template.getInitContainers().stream())
        .flatMap(container -> container.getPorts().stream())
        .anyMatch(port -> port.getHostPort() != null && port.getHostPort() > 0);
  }

  private static int orZero(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
