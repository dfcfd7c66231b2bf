package io.github.spotaware.eviction;

import io.github.spotaware.schedule.StoredSchedule;

/**
 * A ticket as this call wrote it. Only with one is a pod released, and only on reads made after it.
 *
 * @param asWritten the schedule right after the compare-and-swap
 * @param taken this call took the ticket; otherwise it renewed one, and never withdraws it, because
 *     another call may have been allowed under it
 */
public record Claim(StoredSchedule asWritten, boolean taken) {
  public Claim {
    if (asWritten.content().ticket().isEmpty()) {
      throw new IllegalArgumentException("a claim is made by writing a ticket");
    }
  }

  public long sequence() {
    return asWritten.content().ticket().orElseThrow().sequence();
  }
}
