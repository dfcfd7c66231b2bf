package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.schedule.Ticket;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Releasing → back to where it came from: the pod is gone or terminating; or the ticket has been
 * seen unchanged for {@link #LIFETIME} while the pod runs; or its taker withdraws it.
 */
public final class EndTicket {
  /**
   * Longer than any eviction request lives (about 34 s in the API server): after it, no call that
   * was allowed under this ticket can still delete the pod.
   */
  public static final Duration LIFETIME = Duration.ofSeconds(60);

  private EndTicket() {}

  /**
   * Ends the ticket where that is due. A pod that is not in the snapshot is gone, because pods are
   * read after the schedule.
   *
   * @param unchangedFor how long this observer has seen the ticket unchanged, on its own monotonic
   *     clock
   */
  public static Optional<Step.Write> whenOver(
      StoredSchedule stored,
      WorkloadSnapshot snapshot,
      Duration unchangedFor,
      Configuration configuration,
      Instant now) {
    Ticket ticket = stored.content().ticket().orElseThrow();
    boolean gone = snapshot.podByUid(ticket.podUid()).filter(PodState::active).isEmpty();
    if (gone) {
      return Optional.of(
          Step.Write.of(
              new UpdateSchedule(
                  stored,
                  handedOff(
                      stored.content(), snapshot, now.plus(configuration.scaleDownDelay())))));
    }
    if (unchangedFor.compareTo(LIFETIME) >= 0) {
      return Optional.of(
          Step.Write.of(new UpdateSchedule(stored, stored.content().in(ticket.origin()))));
    }
    return Optional.empty();
  }

  /**
   * The delay counts from the handoff. What a held eviction had added is over with it, unless
   * another pod is held.
   */
  private static Schedule handedOff(Schedule schedule, WorkloadSnapshot snapshot, Instant due) {
    Ticket ticket = schedule.ticket().orElseThrow();
    Schedule next = schedule.in(ticket.origin()).withoutHeld(ticket.podUid());
    boolean anotherIsHeld =
        next.held().keySet().stream()
            .anyMatch(uid -> snapshot.podByUid(uid).filter(PodState::active).isPresent());
    return anotherIsHeld ? next.dueNoSoonerThan(due) : next.due(due);
  }

  /**
   * Takes back a ticket that nobody was allowed under. Only its taker may, and only while it is as
   * taken: a renewal means that another call may have been allowed since. The sequence shows one
   * that came before the read, the resourceVersion fails one that comes after it.
   *
   * @param read the schedule as written by the taking, or as read since with the same ticket: it
   *     may have been written for another pod meanwhile
   */
  public static UpdateSchedule withdraw(StoredSchedule read) {
    Ticket ticket = read.content().ticket().orElseThrow();
    Phase origin = ticket.origin();
    return new UpdateSchedule(read, read.content().in(origin));
  }
}
