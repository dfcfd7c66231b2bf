package io.github.spotaware.simulation.cluster.object;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import java.util.Set;

/**
 * A Deployment.
 *
 * @param replicasManagers the field managers that own {@code f:replicas}, in the order in which
 *     they came to it
 * @param replicas {@code spec.replicas}
 */
public record Deployment(
    Meta meta,
    int replicas,
    Set<String> replicasManagers,
    LabelSelector selector,
    PodTemplate template,
    Strategy strategy,
    int minReadySeconds,
    int progressDeadlineSeconds,
    DeploymentStatus status)
    implements ApiObject<Deployment> {

  public DeploymentRef ref() {
    return meta.key().ref();
  }

  @Override
  public Kind<Deployment> kind() {
    return Kind.DEPLOYMENT;
  }

  @Override
  public Deployment with(Meta newMeta) {
    return new Deployment(
        newMeta,
        replicas,
        replicasManagers,
        selector,
        template,
        strategy,
        minReadySeconds,
        progressDeadlineSeconds,
        status);
  }

  public Deployment with(int newReplicas, Set<String> newManagers) {
    return new Deployment(
        meta,
        newReplicas,
        newManagers,
        selector,
        template,
        strategy,
        minReadySeconds,
        progressDeadlineSeconds,
        status);
  }

  public Deployment with(PodTemplate newTemplate) {
    return new Deployment(
        meta,
        replicas,
        replicasManagers,
        selector,
        newTemplate,
        strategy,
        minReadySeconds,
        progressDeadlineSeconds,
        status);
  }

  public Deployment with(Strategy newStrategy, int newMinReadySeconds) {
    return new Deployment(
        meta,
        replicas,
        replicasManagers,
        selector,
        template,
        newStrategy,
        newMinReadySeconds,
        progressDeadlineSeconds,
        status);
  }

  public Deployment with(DeploymentStatus newStatus) {
    return new Deployment(
        meta,
        replicas,
        replicasManagers,
        selector,
        template,
        strategy,
        minReadySeconds,
        progressDeadlineSeconds,
        newStatus);
  }

  @Override
  public boolean sameSpec(Deployment before) {
    return replicas == before.replicas
        // Its annotations count as well (registry/apps/deployment/strategy.go, PrepareForUpdate).
        && meta.annotations().equals(before.meta.annotations())
        && template.equals(before.template)
        && minReadySeconds == before.minReadySeconds
        && strategy.equals(before.strategy)
        && progressDeadlineSeconds == before.progressDeadlineSeconds;
  }

  @Override
  public String summary() {
    return "replicas "
        + replicas
        + " by "
        + replicasManagers
        + ", template "
        + template.id()
        + ", generation "
        + meta.generation()
        + " observed "
        + status.observedGeneration()
        + ", ready "
        + status.readyReplicas()
        + "/"
        + status.replicas();
  }
}
