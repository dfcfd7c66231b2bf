package io.github.spotaware.validation;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.DeploymentOverrides;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@code max-hold} that can't do what it is for. */
public final class MaxHold {
  private MaxHold() {}

  /**
   * What is wrong with it, one line each.
   *
   * @param effective the configuration with the overrides applied
   */
  public static List<String> problems(
      DeploymentOverrides overrides,
      Configuration effective,
      Duration minReady,
      Duration progressDeadline) {
    List<String> problems = new ArrayList<>();
    if (effective.maxHold().compareTo(minReady) < 0) {
      problems.add(
          Annotations.MAX_HOLD
              + " in force is "
              + effective.maxHold().toSeconds()
              + " s, less than minReadySeconds ("
              + minReady.toSeconds()
              + "): every eviction is let go before a replacement can serve");
    }
    if (overrides.maxHold().filter(most -> most.compareTo(progressDeadline) > 0).isPresent()) {
      problems.add(
          Annotations.MAX_HOLD
              + " is "
              + effective.maxHold().toSeconds()
              + " s, more than progressDeadlineSeconds ("
              + progressDeadline.toSeconds()
              + "): a replacement that failed is waited for all the same");
    }
    return problems;
  }
}
