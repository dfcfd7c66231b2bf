package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.DeploymentOverrides;
import io.github.spotaware.schedule.DeploymentRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A Deployment, or the last that is known of one that is gone.
 *
 * @param wanted its count of replicas
 */
record DeploymentFacts(
    DeploymentRef ref,
    String uid,
    Map<String, String> labels,
    DeploymentOverrides overrides,
    int wanted,
    Serving serving) {

  /**
   * As it is now.
   *
   * @param serving up to now
   */
  static DeploymentFacts of(Deployment deployment, Serving serving) {
    ObjectMeta meta = deployment.getMetadata();
    return new DeploymentFacts(
        ref(meta),
        meta.getUid(),
        Objects.requireNonNullElse(meta.getLabels(), Map.of()),
        DeploymentOverrides.parse(Objects.requireNonNullElse(meta.getAnnotations(), Map.of())),
        Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1),
        serving);
  }

  static DeploymentRef ref(ObjectMeta meta) {
    return new DeploymentRef(meta.getNamespace(), meta.getName());
  }

  DeploymentFacts serving(int pods, Instant at) {
    return with(serving.on(pods, wanted > 0, at));
  }

  DeploymentFacts end(Instant begun, Instant at) {
    return with(serving.end(begun, at));
  }

  private DeploymentFacts with(Serving other) {
    return new DeploymentFacts(ref, uid, labels, overrides, wanted, other);
  }

  boolean gone() {
    return serving.ended().isPresent();
  }

  boolean isProtected(Configuration configuration) {
    return configuration.protects(ref.namespace(), labels);
  }

  /** How long an eviction of a pod of it may be held in all. */
  Duration maxHold(Configuration configuration) {
    return overrides.applyTo(configuration).maxHold();
  }
}
