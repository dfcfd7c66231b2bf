package io.github.spotaware.guard;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;

/**
 * Someone writes {@code spec.replicas} of a Deployment, by itself or through its scale.
 *
 * @param before what is stored; the write is persisted only over this very object
 * @param after what is written
 * @param dryRun nothing is persisted
 * @param ours one of our own processes writes
 */
public record CountWrite(
    DeploymentRef deployment, int before, int after, boolean dryRun, boolean ours) {

  /** It may undo a surge: any other write ends one, or has none to do with. */
  public boolean mayUndoASurge() {
    return !ours && before == Schedule.SURGED_REPLICAS && after == Schedule.ORIGINAL_REPLICAS;
  }
}
