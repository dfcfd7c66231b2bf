package io.github.spotaware.surge;

import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.schedule.Ticket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long one observer has seen each ticket unchanged. Time is the observer's own monotonic clock:
 * no two machines' clocks are compared. Not thread-safe.
 */
public final class TicketWatch {
  private record Seen(Ticket ticket, long sinceNanos) {}

  private final Map<String, Seen> bySchedule = new HashMap<>();

  /**
   * Takes note of a schedule as just read.
   *
   * @param nanos the monotonic clock, in nanoseconds
   * @return how long its ticket has been as it is; zero without a ticket
   */
  public Duration unchangedFor(StoredSchedule stored, long nanos) {
    Optional<Ticket> ticket = stored.content().ticket();
    if (ticket.isEmpty()) {
      bySchedule.remove(stored.uid());
      return Duration.ZERO;
    }
    Seen seen = bySchedule.get(stored.uid());
    if (seen == null || !seen.ticket().equals(ticket.get())) {
      bySchedule.put(stored.uid(), new Seen(ticket.get(), nanos));
      return Duration.ZERO;
    }
    return Duration.ofNanos(nanos - seen.sinceNanos());
  }

  /** Forgets a schedule that is gone. */
  public void forget(String scheduleUid) {
    bySchedule.remove(scheduleUid);
  }
}
