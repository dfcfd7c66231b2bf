package io.github.spotaware.simulation.cluster.object;

/**
 * The condition {@code Progressing} of a Deployment.
 *
 * @param since its last update, in nanoseconds of virtual time
 */
public record Progress(Reason reason, long since) {
  /** Its reason; only the last one means that it is False. */
  public enum Reason {
    NONE,
    NEW_REPLICA_SET_CREATED,
    FOUND_NEW_REPLICA_SET,
    REPLICA_SET_UPDATED,
    NEW_REPLICA_SET_AVAILABLE,
    PROGRESS_DEADLINE_EXCEEDED
  }

  public static final Progress NONE = new Progress(Reason.NONE, 0);
}
