package io.github.spotaware.surge;

import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one observer remembers of disruptions from look to look: whose surge the owner has ended,
 * and what has been told. Bounded; losing it allows one surge and one Event more. Not thread-safe.
 */
public final class DisruptionMemory {
  private static final int MOST = 10_000;

  private record Disrupted(String deploymentUid, NodeSignal signal) {}

  private record Told(String deploymentUid, Set<NodeSignal> signals, Reason reason) {}

  private final Reversals reversals = new Reversals();
  private final Set<Disrupted> ended = bounded();
  private final Set<Told> told = bounded();

  /**
   * Takes note of a live snapshot.
   *
   * @param signals of all nodes, those that are due
   * @return what they mean for its Deployment
   */
  public Disruptions look(WorkloadSnapshot snapshot, Set<NodeSignal> signals, Instant now) {
    int reversed = reversals.count(snapshot, now);
    Optional<String> uid = snapshot.deployment().map(deployment -> deployment.uid());
    if (uid.isEmpty()) {
      return Disruptions.none();
    }
    Set<NodeSignal> here = here(snapshot, signals);
    if (isSetBack(snapshot)) {
      here.forEach(signal -> ended.add(new Disrupted(uid.get(), signal)));
    }
    return new Disruptions(
        here,
        here.stream()
            .filter(signal -> ended.contains(new Disrupted(uid.get(), signal)))
            .collect(Collectors.toSet()),
        reversed);
  }

  /** Of these reports about the Deployment of a snapshot, those that are news. */
  public List<Report> news(WorkloadSnapshot snapshot, Disruptions disruptions, List<Report> all) {
    return all.stream()
        .filter(report ->
            told.add(
                new Told(
                    snapshot.deployment().map(d -> d.uid()).orElse(""),
                    disruptions.signals(),
                    report.reason())))
        .toList();
  }

  /** The signals of the nodes that have a pod of the Deployment. */
  private static Set<NodeSignal> here(WorkloadSnapshot snapshot, Set<NodeSignal> signals) {
    Set<String> nodes =
        snapshot.ownedPods().stream()
            .filter(PodState::active)
            .flatMap(pod -> pod.nodeName().stream())
            .collect(Collectors.toSet());
    return signals.stream()
        .filter(signal -> nodes.contains(signal.node()))
        .collect(Collectors.toSet());
  }

  /** The owner has ended the surge by a 1; the scaler may have begun to clean up. */
  private static boolean isSetBack(WorkloadSnapshot snapshot) {
    return snapshot
        .schedule()
        .filter(stored -> WhoseCountWins.isSetBack(stored.content(), snapshot))
        .isPresent();
  }

  private static <T> Set<T> bounded() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
            return size() > MOST;
          }
        });
  }
}
