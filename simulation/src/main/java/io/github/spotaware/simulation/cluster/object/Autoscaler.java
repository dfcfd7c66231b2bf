package io.github.spotaware.simulation.cluster.object;

import org.jspecify.annotations.Nullable;

/**
 * A HorizontalPodAutoscaler whose target is a Deployment.
 *
 * @param minReplicas null when the field is unset, which means 1
 * @param target the Deployment's name
 */
public record Autoscaler(Meta meta, @Nullable Integer minReplicas, int maxReplicas, String target)
    implements ApiObject<Autoscaler> {

  /** The lower bound that counts. */
  public int floor() {
    return minReplicas == null ? 1 : minReplicas;
  }

  @Override
  public Kind<Autoscaler> kind() {
    return Kind.AUTOSCALER;
  }

  @Override
  public Autoscaler with(Meta newMeta) {
    return new Autoscaler(newMeta, minReplicas, maxReplicas, target);
  }

  public Autoscaler with(@Nullable Integer newMinReplicas, int newMaxReplicas) {
    return new Autoscaler(meta, newMinReplicas, newMaxReplicas, target);
  }

  @Override
  public boolean sameSpec(Autoscaler before) {
    return floor() == before.floor() && maxReplicas == before.maxReplicas;
  }

  @Override
  public String summary() {
    return "min " + minReplicas + ", max " + maxReplicas;
  }
}
