package io.github.spotaware.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The content of a schedule: a surge, its undoing, its ticket.
 *
 * @param deploymentUid the Deployment's UID: the identity; the name only finds it
 * @param scheduledTime when the Deployment goes back to one replica, to the second
 * @param lastSequence the highest ticket sequence ever given, so that none is given twice
 * @param ticket present exactly in phase RELEASING
 * @param held for each pod UID when its first eviction was held, to the second
 * @param trigger what started the surge, for people: {@code eviction of POD}, {@code delete of POD}
 * @param costs for each pod UID whose deletion cost we set, the user's value; empty for none
 * @param adopted the field managers that had written the 2 when this took over a schedule of the
 *     shell version; empty for a surge of our own
 * @param victim the pod, by UID, that a scale-down is to take where another serves: in handoff mode
 *     it is chosen before the count is raised, and marked before it, so that whoever has counted
 *     the second pod has seen the mark; empty otherwise
 */
public record Schedule(
    DeploymentRef deployment,
    String deploymentUid,
    Phase phase,
    Instant scheduledTime,
    long lastSequence,
    Optional<Ticket> ticket,
    Map<String, Instant> held,
    String trigger,
    Optional<AutoscalerBackup> autoscaler,
    Map<String, Optional<String>> costs,
    Set<String> adopted,
    Optional<String> victim) {

  /** What a protected Deployment wants, and what a surge makes of it. */
  public static final int ORIGINAL_REPLICAS = 1;

  public static final int SURGED_REPLICAS = 2;

  public Schedule {
    held = Map.copyOf(held);
    costs = Map.copyOf(costs);
    adopted = Set.copyOf(adopted);
    scheduledTime = Instant.ofEpochSecond(scheduledTime.getEpochSecond());
    if ((phase == Phase.RELEASING) != ticket.isPresent()) {
      throw new IllegalArgumentException(
          "ticket: present exactly in phase Releasing, but the phase is " + phase.text());
    }
    if (deploymentUid.isEmpty()) {
      throw new IllegalArgumentException("uid: empty; allowed: the UID of a Deployment");
    }
    if (ticket.isPresent() && ticket.get().sequence() > lastSequence) {
      throw new IllegalArgumentException("ticket: its sequence is past the last one given");
    }
  }

  /** A new surge, before anything else is done. */
  public static Schedule start(
      DeploymentRef deployment, String uid, Instant scheduledTime, String trigger) {
    return new Schedule(
        deployment,
        uid,
        Phase.RAISING,
        scheduledTime,
        0,
        Optional.empty(),
        Map.of(),
        trigger,
        Optional.empty(),
        Map.of(),
        Set.of(),
        Optional.empty());
  }

  /**
   * A surge of the shell version's that is taken over as it stands: raised.
   *
   * @param countWriters the field managers that own the 2
   */
  public static Schedule adopt(
      LegacySchedule legacy, String uid, String trigger, Set<String> countWriters) {
    return new Schedule(
        legacy.deployment(),
        uid,
        Phase.SURGED,
        legacy.scheduledTime(),
        0,
        Optional.empty(),
        Map.of(),
        trigger,
        Optional.empty(),
        Map.of(),
        countWriters,
        Optional.empty());
  }

  /** The same in another phase, without a ticket. */
  public Schedule in(Phase next) {
    return new Schedule(
        deployment,
        deploymentUid,
        next,
        scheduledTime,
        lastSequence,
        Optional.empty(),
        held,
        trigger,
        autoscaler,
        costs,
        adopted,
        victim);
  }

  /** The ticket is given to a pod, or renewed for the pod that has it. */
  public Schedule releasing(String podUid) {
    long sequence = lastSequence + 1;
    Phase origin = ticket.map(Ticket::origin).orElse(phase);
    return new Schedule(
        deployment,
        deploymentUid,
        Phase.RELEASING,
        scheduledTime,
        sequence,
        Optional.of(new Ticket(podUid, sequence, origin)),
        held,
        trigger,
        autoscaler,
        costs,
        adopted,
        victim);
  }

  /** The due time only grows, but for what an eviction had added that is held no more. */
  public Schedule dueNoSoonerThan(Instant time) {
    return time.isAfter(scheduledTime) ? due(time) : this;
  }

  /** Due at this time. */
  public Schedule due(Instant time) {
    return new Schedule(
        deployment,
        deploymentUid,
        phase,
        time,
        lastSequence,
        ticket,
        held,
        trigger,
        autoscaler,
        costs,
        adopted,
        victim);
  }

  /** Remembers the first held eviction of a pod; a later one changes nothing. */
  public Schedule withHeld(String podUid, Instant now) {
    if (held.containsKey(podUid)) {
      return this;
    }
    Map<String, Instant> more = new TreeMap<>(held);
    more.put(podUid, Instant.ofEpochSecond(now.getEpochSecond()));
    return withHeld(more);
  }

  /** Forgets a pod that is gone. */
  public Schedule withoutHeld(String podUid) {
    Map<String, Instant> fewer = new TreeMap<>(held);
    fewer.remove(podUid);
    return withHeld(fewer);
  }

  private Schedule withHeld(Map<String, Instant> next) {
    return new Schedule(
        deployment,
        deploymentUid,
        phase,
        scheduledTime,
        lastSequence,
        ticket,
        next,
        trigger,
        autoscaler,
        costs,
        adopted,
        victim);
  }

  public Schedule withAutoscaler(AutoscalerBackup backup) {
    return new Schedule(
        deployment,
        deploymentUid,
        phase,
        scheduledTime,
        lastSequence,
        ticket,
        held,
        trigger,
        Optional.of(backup),
        costs,
        adopted,
        victim);
  }

  /** Remembers the user's deletion cost of a pod; what is remembered already stays. */
  public Schedule withCosts(Map<String, Optional<String>> usersValues) {
    Map<String, Optional<String>> more = new TreeMap<>(usersValues);
    more.putAll(costs);
    return new Schedule(
        deployment,
        deploymentUid,
        phase,
        scheduledTime,
        lastSequence,
        ticket,
        held,
        trigger,
        autoscaler,
        more,
        adopted,
        victim);
  }

  /** A new surge that is to end with this pod, in handoff mode. */
  public Schedule withVictim(String podUid) {
    return new Schedule(
        deployment,
        deploymentUid,
        phase,
        scheduledTime,
        lastSequence,
        ticket,
        held,
        trigger,
        autoscaler,
        costs,
        adopted,
        Optional.of(podUid));
  }

  public boolean dueAt(Instant now) {
    return !now.isBefore(scheduledTime);
  }

  /** How long until it is due; zero once it is. */
  public Duration remaining(Instant now) {
    return dueAt(now) ? Duration.ZERO : Duration.between(now, scheduledTime);
  }
}
