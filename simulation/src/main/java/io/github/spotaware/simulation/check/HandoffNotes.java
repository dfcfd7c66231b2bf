package io.github.spotaware.simulation.check;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.Ticket;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.surge.ProtocolWrite;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts what comes of handoffs; whether it is right is judged as of any scale-down. */
final class HandoffNotes {
  static final String BEGUN = "a webhook began a handoff";
  static final String LOWERED = "a webhook lowered the count for a handoff";
  static final String LOWERED_BY_SCALER = "the scaler lowered what a webhook had begun";
  static final String HANDED_OFF = "the pod that was handed off went";
  static final String WRONG_POD = "the ReplicaSet took the other pod than the one handed off";
  static final String BY_TICKET = "no handoff was possible, and the pod took the ticket";

  /** For each Deployment, by UID, the pod of the handoff under way. */
  private final Map<String, String> underWay = new HashMap<>();

  private final Facts facts;

  HandoffNotes(Facts facts) {
    this.facts = facts;
  }

  void afterWrite(String process, ProtocolWrite write) {
    boolean webhook = process.startsWith("webhook");
    switch (write) {
      case ProtocolWrite.UpdateSchedule update -> updated(update, webhook);
      case ProtocolWrite.DeleteSchedule delete ->
          underWay.remove(delete.schedule().content().deploymentUid());
      case ProtocolWrite.SetReplicas set
          when set.replicas() == Schedule.ORIGINAL_REPLICAS
              && underWay.containsKey(set.deployment().uid()) ->
          facts.coverage().situation(webhook ? LOWERED : LOWERED_BY_SCALER);
      default -> {
        // No part of a handoff.
      }
    }
  }

  private void updated(ProtocolWrite.UpdateSchedule update, boolean webhook) {
    Phase from = update.from().content().phase();
    Schedule to = update.to();
    if (webhook && from == Phase.SURGED && to.phase() == Phase.LOWERING) {
      facts.coverage().situation(BEGUN);
      to.victim().ifPresent(pod -> underWay.put(to.deploymentUid(), pod));
    }
    Optional<String> holder = to.ticket().map(Ticket::podUid);
    if (from == Phase.SURGED && holder.isPresent() && holder.equals(to.victim())) {
      facts.coverage().situation(BY_TICKET);
    }
  }

  /** The ReplicaSet controller has just deleted a surplus pod. */
  void reaped(Pod pod) {
    Deployment deployment = facts.owner(pod);
    String victim = deployment == null ? null : underWay.remove(deployment.meta().uid());
    if (victim != null) {
      facts.coverage().situation(victim.equals(pod.meta().uid()) ? HANDED_OFF : WRONG_POD);
    }
  }
}
