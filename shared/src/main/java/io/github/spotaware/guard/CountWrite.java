package io.github.spotaware.guard;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.WhoseCountWins;
import java.util.Set;

/**
 * Someone writes {@code spec.replicas} of a Deployment, by itself or through its scale.
 *
 * @param uid the Deployment's
 * @param writers the field managers that own the stored count; empty when nobody is recorded
 * @param before what is stored; the write is persisted only over this very object
 * @param after what is written
 * @param dryRun nothing is persisted
 * @param ours one of our own processes writes
 */
public record CountWrite(
    DeploymentRef deployment,
    String uid,
    Set<String> writers,
    int before,
    int after,
    boolean dryRun,
    boolean ours) {

  public CountWrite {
    writers = Set.copyOf(writers);
  }

  /** It may undo a surge: any other write ends one, or has none to do with. */
  public boolean mayUndoASurge() {
    return !ours && before == Schedule.SURGED_REPLICAS && after == Schedule.ORIGINAL_REPLICAS;
  }

  /** By the stored object alone: the count is that of this surge. */
  boolean isOver(Schedule schedule) {
    return uid.equals(schedule.deploymentUid()) && WhoseCountWins.isOfSurge(schedule, writers);
  }
}
