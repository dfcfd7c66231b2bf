package io.github.spotaware.simulation.cluster;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.object.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a user writes into the manifest of a Deployment.
 *
 * @param labels of the Deployment itself
 * @param claims the PersistentVolumeClaims that its template names
 */
public record DeploymentSpec(
    DeploymentRef ref,
    int replicas,
    Map<String, String> labels,
    Map<String, String> annotations,
    Strategy strategy,
    int minReadySeconds,
    int progressDeadlineSeconds,
    Set<String> claims,
    boolean hostPort) {

  /** A protected one with one replica, and what the API server puts where something is unset. */
  public static DeploymentSpec of(String namespace, String name) {
    return new DeploymentSpec(
        new DeploymentRef(namespace, name),
        1,
        Map.of("spot-aware", "enabled"),
        Map.of(),
        Strategy.DEFAULT,
        0,
        600,
        Set.of(),
        false);
  }

  public DeploymentSpec replicas(int count) {
    return new DeploymentSpec(
        ref,
        count,
        labels,
        annotations,
        strategy,
        minReadySeconds,
        progressDeadlineSeconds,
        claims,
        hostPort);
  }

  public DeploymentSpec unlabelled() {
    return new DeploymentSpec(
        ref,
        replicas,
        Map.of(),
        annotations,
        strategy,
        minReadySeconds,
        progressDeadlineSeconds,
        claims,
        hostPort);
  }

  public DeploymentSpec annotation(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(annotations);
    more.put(name, value);
    return new DeploymentSpec(
        ref,
        replicas,
        labels,
        more,
        strategy,
        minReadySeconds,
        progressDeadlineSeconds,
        claims,
        hostPort);
  }

  public DeploymentSpec strategy(Strategy other) {
    return new DeploymentSpec(
        ref,
        replicas,
        labels,
        annotations,
        other,
        minReadySeconds,
        progressDeadlineSeconds,
        claims,
        hostPort);
  }

  public DeploymentSpec minReadySeconds(int seconds) {
    return new DeploymentSpec(
        ref,
        replicas,
        labels,
        annotations,
        strategy,
        seconds,
        progressDeadlineSeconds,
        claims,
        hostPort);
  }

  public DeploymentSpec progressDeadlineSeconds(int seconds) {
    return new DeploymentSpec(
        ref, replicas, labels, annotations, strategy, minReadySeconds, seconds, claims, hostPort);
  }

  public DeploymentSpec claims(Set<String> names) {
    return new DeploymentSpec(
        ref,
        replicas,
        labels,
        annotations,
        strategy,
        minReadySeconds,
        progressDeadlineSeconds,
        names,
        hostPort);
  }

  public DeploymentSpec withHostPort() {
    return new DeploymentSpec(
        ref,
        replicas,
        labels,
        annotations,
        strategy,
        minReadySeconds,
        progressDeadlineSeconds,
        claims,
        true);
  }
}
