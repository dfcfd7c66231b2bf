package io.github.spotaware.e2e.hold;

import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An eviction that was let through, and the pod whose release ticket the schedule then held.
 *
 * @param pod the evicted one
 * @param podUid its UID
 * @param ticketUid the UID of the pod with the ticket when the eviction was answered
 */
record Grant(String pod, String podUid, Optional<String> ticketUid) {

  /** Whether the ticket was this pod's: then no other pod could be let through at that time. */
  boolean underItsOwnTicket() {
    return ticketUid.equals(Optional.of(podUid));
  }

  /**
   * All of a Deployment so far, in the order of the answers.
   *
   * @param uids of its pods, by name
   */
  static List<Grant> all(Scenario scenario, String deployment, Map<String, String> uids) {
    AuditEvents audit = scenario.audit();
    List<AuditEvent> tickets = audit.schedule(scenario.namespace(), deployment).list();
    List<Grant> grants = new ArrayList<>();
    for (AuditEvent eviction : audit.evictions().in(scenario.namespace()).succeeded().list()) {
      String uid = uids.getOrDefault(eviction.name(), "unknown");
      grants.add(new Grant(eviction.name(), uid, ticketBefore(tickets, eviction)));
    }
    return grants;
  }

  /** The ticket in the last write of the schedule that was answered before the eviction. */
  private static Optional<String> ticketBefore(List<AuditEvent> writes, AuditEvent eviction) {
    return writes.stream()
        .filter(write -> write.finished().isBefore(eviction.finished()))
        .reduce((_, later) -> later)
        .map(write -> write.requestObject().path("data").path("ticket").asText())
        .filter(ticket -> !ticket.isEmpty())
        .map(ticket -> ticket.split(" ", 2)[0]);
  }
}
