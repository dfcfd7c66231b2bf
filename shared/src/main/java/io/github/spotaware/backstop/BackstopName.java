package io.github.spotaware.backstop;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.ScheduleName;

/** The name of a Deployment's backstop: its own, after what people will look for. */
public final class BackstopName {
  public static final String PREFIX = "spot-aware-";

  private BackstopName() {}

  /** Past 253 characters it ends in a hash. */
  public static String of(DeploymentRef deployment) {
    return ScheduleName.fitting(PREFIX + deployment.name(), deployment);
  }
}
