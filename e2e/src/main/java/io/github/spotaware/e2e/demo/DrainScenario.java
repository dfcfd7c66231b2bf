package io.github.spotaware.e2e.demo;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The node of an unlabelled Deployment is drained, then that of a labelled one. */
final class DrainScenario implements Scenario {

  /** Below it, the watch did not see the gap that must have been there. */
  private static final Duration LEAST_DOWNTIME_OF_TWIN = Duration.ofMillis(500);

  @Override
  public String name() {
    return "drain";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Drains the node of a Deployment without the label, then that of a labelled twin.",
        "Shows the downtime of the first, and none of the second. About 15 s.");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(ConfigurationKeys.SCALE_DOWN_DELAY, "2");
  }

  @Override
  public Verdict play(Show show) {
    try (Act unlabelled = Act.in(show, "demo-unlabelled");
        Act labelled = Act.in(show, "demo-labelled")) {
      show.title("1. A Deployment without the label, to see what a drain does to it");
      Subject twin = unlabelled.deploy(Workload.named("twin").withService());
      unlabelled.begin();
      CommandResult drained = unlabelled.drain(twin.node());
      // Its pod gets Ready while the first act ends, on another node: this one is still cordoned.
      Act.Started started = labelled.start(Workload.named("web").withService().labelled());
      unlabelled.awaitCalm();
      Figures ofTwin = twin.figures(drained.took());
      unlabelled.clear();

      show.title("2. The same with the label spot-aware=enabled, nothing else");
      Subject web = labelled.serving(started);
      labelled.begin();
      drained = labelled.drain(web.node());
      labelled.awaitCalm();
      return verdict(ofTwin, web.figures(drained.took()));
    }
  }

  static Verdict verdict(Figures twin, Figures web) {
    Checks checks =
        new Checks()
            .that(
                twin.downtime().compareTo(LEAST_DOWNTIME_OF_TWIN) > 0,
                "the unlabelled twin's downtime should be above 0.5 s, so that the watch is seen to"
                    + " see")
            .neverDown("the labelled Deployment", web);
    return Verdict.of(
        "drain",
        checks,
        List.of(
            Column.of("unlabelled", "unlabelled twin", twin),
            Column.of("labelled", "labelled web", web)),
        "The third pod: until the scale-down two replicas are wanted, so the ReplicaSet replaces"
            + " the evicted one.",
        "",
        "No downtime for the labelled Deployment.");
  }
}
