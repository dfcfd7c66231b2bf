package io.github.spotaware.e2e.demo;

import java.util.ArrayList;
import java.util.List;

/** What has to hold in the end; what does not is a problem. */
final class Checks {

  private final List<String> problems = new ArrayList<>();

  /**
   * @param problem what to say where it does not hold
   */
  Checks that(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
    return this;
  }

  /** It never went down, and all is as before. */
  Checks neverDown(String name, Figures figures) {
    return that(figures.downtime().isZero(), name + " had a time in which no pod served")
        .asBefore(name, figures);
  }

  /** It wants one replica, and there is nothing left of a surge. */
  Checks asBefore(String name, Figures figures) {
    return that(figures.replicas() == 1, name + " is not back at 1 replica")
        .that(figures.schedules() == 0, name + " has a schedule left");
  }

  List<String> problems() {
    return List.copyOf(problems);
  }
}
