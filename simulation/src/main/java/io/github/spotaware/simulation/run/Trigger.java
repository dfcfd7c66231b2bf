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

  /** The Deployment's backstop has just come to this. */
  record BackstopIs(Backstop step) implements Trigger {}

  /** The steps of a backstop. */
  enum Backstop {
    MADE("a backstop made"),
    IN_EFFECT("a backstop in effect"),
    GONE("a backstop deleted");

    private final String words;

    Backstop(String words) {
      this.words = words;
    }
  }

  /** For people. */
  default String words() {
    return switch (this) {
      case ScheduleIs(Phase phase) -> phase.text();
      case ScheduleGone gone -> "no schedule";
      case BackstopIs(Backstop step) -> step.words;
      case ReplicaSetLowered lowered -> "a lowered ReplicaSet";
    };
  }
}
