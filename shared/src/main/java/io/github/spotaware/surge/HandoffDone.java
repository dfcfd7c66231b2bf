package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ServingPods;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a surge is for: no eviction of the Deployment is let through or held, no pod of it sits on a
 * node that goes away, and one serves on a node that stays. Then the second pod is needed no more.
 */
public final class HandoffDone {
  private HandoffDone() {}

  /** What is not done yet, for people; empty once all is. */
  public static Optional<String> awaits(
      Schedule schedule, WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    if (schedule.phase() == Phase.RAISING) {
      return Optional.of("the second pod is being started");
    }
    return schedule
        .ticket()
        .map(ticket -> "pod " + nameOf(ticket.podUid(), snapshot) + " is being evicted")
        .or(() -> held(schedule, snapshot))
        .or(() -> onDoomedNode(snapshot, configuration))
        .or(() -> unserved(snapshot, configuration, now))
        .or(() ->
            RolloutFirst.awaits(snapshot, configuration, now).map(what -> "it waits for " + what));
  }

  /**
   * Makes a surge in Surged due at once, because its owner asks for 1 and the handoff is done: from
   * here on it is lowered like any other. Empty where it is due so soon that the scaler is at it: a
   * writer that comes each second must not take away the lead that it gives the deletion costs.
   */
  public static Optional<UpdateSchedule> dueAtOnce(StoredSchedule stored, Instant now) {
    Duration lead = BeginLowering.LEAD.multipliedBy(2);
    return stored.content().phase() == Phase.SURGED
            && stored.content().remaining(now).compareTo(lead) > 0
        ? Optional.of(new UpdateSchedule(stored, stored.content().due(now)))
        : Optional.empty();
  }

  private static Optional<String> held(Schedule schedule, WorkloadSnapshot snapshot) {
    return schedule.held().keySet().stream()
        .flatMap(uid -> snapshot.podByUid(uid).stream())
        .filter(PodState::active)
        .map(PodState::name)
        .sorted()
        .findFirst()
        .map(name -> "the eviction of pod " + name + " is held until another serves");
  }

  private static Optional<String> onDoomedNode(
      WorkloadSnapshot snapshot, Configuration configuration) {
    return DeletionCosts.onDoomedNodes(snapshot, configuration.disruptionTaints()).stream()
        .min(Comparator.comparing(PodState::name))
        .map(pod -> "pod " + pod.name() + " is on " + doomedNode(pod, snapshot, configuration));
  }

  private static String doomedNode(
      PodState pod, WorkloadSnapshot snapshot, Configuration configuration) {
    String name = pod.nodeName().orElse("none");
    NodeState node = snapshot.nodes().get(name);
    return node == null
        ? "node " + name + ", which is gone"
        : "node "
            + name
            + ", which goes away ("
            + node.whyDoomed(configuration.disruptionTaints()).orElse("not Ready")
            + ")";
  }

  private static Optional<String> unserved(
      WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    return ServingPods.staying(snapshot, configuration.disruptionTaints(), now).isEmpty()
        ? Optional.of("no pod serves on a node that stays")
        : Optional.empty();
  }

  private static String nameOf(String podUid, WorkloadSnapshot snapshot) {
    return snapshot.podByUid(podUid).map(PodState::name).orElse(podUid);
  }
}
