package io.github.spotaware.schedule;

/**
 * The release ticket: the right of one pod to be evicted.
 *
 * @param podUid whose right it is
 * @param sequence grows with each taking and each renewal, over the life of the schedule, so that
 *     an observer sees a renewal and a withdrawal never undoes one
 * @param origin the phase to return to when the ticket ends: SURGED, or any other where {@code
 *     max-hold} ran out
 */
public record Ticket(String podUid, long sequence, Phase origin) {
  public Ticket {
    if (podUid.isEmpty() || podUid.contains(" ")) {
      throw new IllegalArgumentException("ticket: \"" + podUid + "\" is no pod UID");
    }
    if (sequence < 1) {
      throw new IllegalArgumentException("ticket: the sequence starts at 1, not " + sequence);
    }
    if (origin == Phase.RELEASING) {
      throw new IllegalArgumentException("ticket: its origin is a phase other than Releasing");
    }
  }

  /** The same right, asked for again. */
  public Ticket renewed() {
    return new Ticket(podUid, sequence + 1, origin);
  }
}
