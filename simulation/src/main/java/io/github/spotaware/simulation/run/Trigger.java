package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.Phase;

/** The write that an {@link Ambush} waits for. */
public sealed interface Trigger {

  /** The Deployment's schedule comes to this phase. */
  record ScheduleIs(Phase phase) implements Trigger {}

  /** The Deployment's schedule is deleted. */
  record ScheduleGone() implements Trigger {}

  /** One of the Deployment's ReplicaSets is told to have fewer pods. */
  record ReplicaSetLowered() implements Trigger {}

  /** For people. */
  default String words() {
    return switch (this) {
      case ScheduleIs(Phase phase) -> phase.text();
      case ScheduleGone gone -> "no schedule";
      case ReplicaSetLowered lowered -> "a lowered ReplicaSet";
    };
  }
}
