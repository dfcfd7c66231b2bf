package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.Users;

/** What someone's budget selects, beside a Deployment. */
public enum Selects {
  ITS_PODS("its pods"),
  ALL("all pods"),
  OTHERS("other pods"),
  NONE("no pod");

  private final String words;

  Selects(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  LabelSelector selector(DeploymentRef ref) {
    return switch (this) {
      case ITS_PODS -> Users.selectorOf(ref);
      case ALL -> LabelSelector.everything();
      case OTHERS -> Users.selectorOf(new DeploymentRef(ref.namespace(), "elsewhere"));
      case NONE -> LabelSelector.nothing();
    };
  }
}
