package io.github.spotaware.e2e.demo;

import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Workload;
import java.util.List;
import java.util.stream.Collectors;

/** An HPA with minReplicas 1, which would set the count of a surge back. */
final class HpaScenario implements Scenario {

  @Override
  public String name() {
    return "hpa";
  }

  @Override
  public List<String> description() {
    return List.of(
        "An HPA (minReplicas 1, maxReplicas 3) scales the Deployment. One whose metrics ask for 1"
            + " would set the",
        "count of a surge back; there are no metrics here, so it is its bound that is looked at.",
        "Shows that its minReplicas is 2 during the surge, and 1 again after it. About 20 s.");
  }

  @Override
  public Verdict play(Show show) {
    show.title("A labelled Deployment that an HPA scales between 1 and 3");
    String namespace = "demo-hpa";
    try (Act act = Act.in(show, namespace);
        HpaSource hpa = HpaSource.create(show.client(), namespace, "web")) {
      Subject web = act.deploy(Workload.named("web").withService().labelled());
      act.begin();
      act.add(hpa);
      CommandResult drain = act.drain(web.node());
      act.awaitCalm();
      return verdict(web.figures(drain.took()), hpa.bounds());
    }
  }

  /**
   * @param bounds the values that minReplicas had, one after the other
   */
  static Verdict verdict(Figures web, List<Integer> bounds) {
    Checks checks =
        new Checks()
            .neverDown("web", web)
            .that(
                bounds.equals(List.of(1, 2, 1)),
                "minReplicas should go from 1 to 2 and back to 1; it was " + bounds);
    String course = bounds.stream().map(String::valueOf).collect(Collectors.joining(", then "));
    return Verdict.of(
        "hpa",
        checks,
        List.of(
            Column.of("web", "web", web, new Figure("minReplicas", course, "minReplicas", bounds))),
        "No downtime, and the HPA is as its owner left it. While its minReplicas was 2 it could not"
            + " ask for 1.");
  }
}
