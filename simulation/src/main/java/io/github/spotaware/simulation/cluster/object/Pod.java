package io.github.spotaware.simulation.cluster.object;

import io.github.spotaware.surge.DeletionCosts;
import org.jspecify.annotations.Nullable;

/**
 * A Pod.
 *
 * @param node null while it is not scheduled
 * @param readySince when it last became Ready; {@link Meta#NEVER} while it is not
 * @param restarts how often its container was started again
 */
public record Pod(
    Meta meta,
    PodTemplate template,
    @Nullable String node,
    PodPhase phase,
    long readySince,
    int restarts)
    implements ApiObject<Pod> {

  public boolean ready() {
    return readySince != Meta.NEVER;
  }

  /** Neither finished nor being deleted (controller_utils.go, IsPodActive). */
  public boolean active() {
    return !phase.terminal() && !meta.terminating();
  }

  /** Ready for longer than this (pod/util.go, IsPodAvailable). */
  public boolean available(long minReadySeconds, long now) {
    return ready() && (minReadySeconds == 0 || readySince + minReadySeconds * 1_000_000_000L < now);
  }

  /** The user's or our deletion cost; null without one. */
  public @Nullable String deletionCost() {
    return meta.annotations().get(DeletionCosts.ANNOTATION);
  }

  @Override
  public Kind<Pod> kind() {
    return Kind.POD;
  }

  @Override
  public Pod with(Meta newMeta) {
    return new Pod(newMeta, template, node, phase, readySince, restarts);
  }

  public Pod onNode(String newNode) {
    return new Pod(meta, template, newNode, phase, readySince, restarts);
  }

  public Pod with(PodPhase newPhase, long newReadySince, int newRestarts) {
    return new Pod(meta, template, node, newPhase, newReadySince, newRestarts);
  }

  @Override
  public boolean sameSpec(Pod before) {
    return true;
  }

  @Override
  public String summary() {
    return phase
        + (ready() ? ", Ready" : "")
        + (meta.terminating() ? ", terminating" : "")
        + (node == null ? ", no node" : ", on " + node)
        + (deletionCost() == null ? "" : ", cost " + deletionCost());
  }
}
