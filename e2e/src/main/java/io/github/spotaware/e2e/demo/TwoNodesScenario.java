package io.github.spotaware.e2e.demo;

import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;

/** Two labelled Deployments on two nodes, both drained at once. */
final class TwoNodesScenario implements Scenario {

  @Override
  public String name() {
    return "two-nodes";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Two labelled Deployments on two nodes, and both nodes are drained in the same moment.",
        "Shows that each surges for itself, and neither waits for the other. About 20 s.");
  }

  @Override
  public Verdict play(Show show) {
    show.title("Two labelled Deployments, and two nodes drained at once");
    try (Act act = Act.in(show, "demo-two-nodes")) {
      Subject web = act.deploy(Workload.named("web").withService().labelled());
      Subject api =
          new NodeHand(show.client())
              .elsewhereThan(
                  web.node(), () -> act.deploy(Workload.named("api").withService().labelled()));
      act.begin();
      act.tell("has both nodes drained at once");
      Act.Drain ofWeb = act.startDrain(web.node());
      Act.Drain ofApi = act.startDrain(api.node());
      Duration first = ofWeb.join().took();
      Duration second = ofApi.join().took();
      act.awaitCalm();
      return verdict(web.figures(first), api.figures(second), !web.node().equals(api.node()));
    }
  }

  /**
   * @param apart whether they were on two nodes at first
   */
  static Verdict verdict(Figures web, Figures api, boolean apart) {
    Checks checks =
        new Checks()
            .neverDown("web", web)
            .neverDown("api", api)
            .that(apart, "web and api should be on two nodes at first");
    return Verdict.of(
        "two-nodes",
        checks,
        List.of(Column.of("web", "web", web), Column.of("api", "api", api)),
        "No downtime for either of them.");
  }
}
