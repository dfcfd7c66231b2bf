package io.github.spotaware.validation;

import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.RollingUpdateBounds;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Builds the Deployment shop/web as it is reviewed: labelled, and nothing to warn about. */
final class Reviewed {
  private Map<String, String> labels = Map.of("app", "web", "spot-aware", "enabled");
  private final Map<String, String> annotations = new TreeMap<>();
  private String namespace = "shop";
  private boolean terminating;
  private int replicas = 1;
  private boolean recreate;
  private RollingUpdateBounds bounds = RollingUpdateBounds.DEFAULT;
  private Duration minReady = Duration.ZERO;
  private Duration progressDeadline = DeploymentState.DEFAULT_PROGRESS_DEADLINE;
  private Set<String> claims = Set.of();
  private Set<Integer> hostPorts = Set.of();
  private boolean probed = true;

  static Reviewed web() {
    return new Reviewed();
  }

  Reviewed unlabelled() {
    labels = Map.of("app", "web");
    return this;
  }

  Reviewed in(String value) {
    namespace = value;
    return this;
  }

  /** With an annotation under our prefix. */
  Reviewed with(String annotation, String value) {
    annotations.put("spot-aware-scaler/" + annotation, value);
    return this;
  }

  Reviewed terminating() {
    terminating = true;
    return this;
  }

  Reviewed replicas(int value) {
    replicas = value;
    return this;
  }

  Reviewed recreate() {
    recreate = true;
    return this;
  }

  Reviewed bounds(String maxUnavailable, String maxSurge) {
    bounds = new RollingUpdateBounds(maxUnavailable, maxSurge);
    return this;
  }

  Reviewed minReady(int seconds) {
    minReady = Duration.ofSeconds(seconds);
    return this;
  }

  Reviewed progressDeadline(int seconds) {
    progressDeadline = Duration.ofSeconds(seconds);
    return this;
  }

  Reviewed claims(String... names) {
    claims = Set.of(names);
    return this;
  }

  Reviewed hostPorts(Integer... ports) {
    hostPorts = Set.of(ports);
    return this;
  }

  Reviewed unprobed() {
    probed = false;
    return this;
  }

  ReviewedDeployment build() {
    return new ReviewedDeployment(
        namespace,
        "web",
        labels,
        annotations,
        terminating,
        replicas,
        recreate,
        bounds,
        minReady,
        progressDeadline,
        claims,
        hostPorts,
        probed);
  }

  DeploymentChange created() {
    return new DeploymentChange(Optional.empty(), build());
  }

  DeploymentChange updatedFrom(Reviewed before) {
    return new DeploymentChange(Optional.of(before.build()), build());
  }
}
