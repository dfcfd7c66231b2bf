package io.github.spotaware.hold;

import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a held eviction waits for, and for how long, for the person at the terminal. */
final class HoldText {
  private HoldText() {}

  /**
   * @param seen the last look; empty before the first
   */
  static String of(
      EvictionRequest request, Optional<HoldView> seen, String waitingFor, Moment now) {
    return "the "
        + request.removal().text()
        + " of pod "
        + request.podName()
        + " is held: "
        + seen.flatMap(view ->
                view.snapshot()
                    .workload()
                    .map(workload ->
                        "Deployment "
                            + workload.ref()
                            + " waits for "
                            + waitingFor
                            + howLong(view, workload, now)))
            .orElse("waiting for " + waitingFor)
        + "; ask again";
  }

  private static String howLong(HoldView view, WorkloadSnapshot workload, Moment now) {
    Duration held = Duration.between(firstHeld(view, workload), now.wall());
    return " (held for "
        + Math.max(0, held.toSeconds())
        + " s of at most "
        + view.configuration().maxHold().toSeconds()
        + " s)";
  }

  /** The time that max-hold counts from. */
  private static Instant firstHeld(HoldView view, WorkloadSnapshot workload) {
    return view.snapshot()
        .pod()
        .flatMap(pod -> workload.schedule().map(stored -> stored.content().held().get(pod.uid())))
        .orElse(view.firstHeld());
  }
}
