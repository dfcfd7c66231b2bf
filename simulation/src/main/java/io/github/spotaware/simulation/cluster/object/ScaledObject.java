package io.github.spotaware.simulation.cluster.object;

import org.jspecify.annotations.Nullable;

/**
 * A ScaledObject of KEDA whose target is the Deployment of its name, and so is its HPA's.
 *
 * @param minReplicaCount null when the field is unset, which means 0
 * @param paused by annotation: KEDA deletes its HPA
 */
public record ScaledObject(
    Meta meta, @Nullable Integer minReplicaCount, int maxReplicaCount, boolean paused)
    implements ApiObject<ScaledObject> {

  /** The HPA's minReplicas (apis/keda/v1alpha1, GetHPAMinReplicas). */
  public int hpaMinReplicas() {
    return minReplicaCount == null || minReplicaCount == 0 ? 1 : minReplicaCount;
  }

  @Override
  public Kind<ScaledObject> kind() {
    return Kind.SCALED_OBJECT;
  }

  @Override
  public ScaledObject with(Meta newMeta) {
    return new ScaledObject(newMeta, minReplicaCount, maxReplicaCount, paused);
  }

  public ScaledObject with(@Nullable Integer newMinReplicaCount) {
    return new ScaledObject(meta, newMinReplicaCount, maxReplicaCount, paused);
  }

  public ScaledObject with(boolean nowPaused) {
    return new ScaledObject(meta, minReplicaCount, maxReplicaCount, nowPaused);
  }

  @Override
  public boolean sameSpec(ScaledObject before) {
    return hpaMinReplicas() == before.hpaMinReplicas()
        && maxReplicaCount == before.maxReplicaCount
        && paused == before.paused;
  }

  @Override
  public String summary() {
    return "min " + minReplicaCount + ", max " + maxReplicaCount + (paused ? ", paused" : "");
  }
}
