package io.github.spotaware.e2e.demo;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A spot node gets its interruption notice, and is gone when the notice is over. */
final class SpotScenario implements Scenario {

  /** In place of two minutes. */
  private static final Duration NOTICE = Duration.ofSeconds(6);

  /** In place of five minutes. */
  private static final String SCALE_DOWN_DELAY = "12";

  @Override
  public String name() {
    return "spot";
  }

  @Override
  public List<String> description() {
    return List.of(
        "A spot interruption: the Node Termination Handler taints and cordons the node; after the"
            + " notice,",
        "6 s here in place of 120, it is drained, and then it is gone.",
        "Shows that the notice alone starts the replacement, long before anyone evicts. About 20"
            + " s.");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(ConfigurationKeys.SCALE_DOWN_DELAY, SCALE_DOWN_DELAY);
  }

  @Override
  public Verdict play(Show show) {
    show.title("A spot interruption of the node of a labelled Deployment");
    NodeHand nodes = new NodeHand(show.client());
    try (Act act = Act.in(show, "demo-spot")) {
      Subject web = act.deploy(Workload.named("web").withService().labelled());
      act.begin();
      Instant notice = Instant.now();
      act.tell(
          "taints %s %s and cordons it, as the Node Termination Handler does; %d s are left, for 120"
              .formatted(web.node(), NodeHand.INTERRUPTION, NOTICE.toSeconds()));
      nodes.interrupt(web.node());
      Act.letPass(NOTICE);
      act.tell("the notice is over: has " + web.node() + " drained");
      Instant drained = Instant.now();
      CommandResult drain = act.drain(web.node());
      nodes.delete(web.node());
      act.tell(web.node(), "is gone: its machine is taken away");
      act.awaitCalm();
      return verdict(
          web.figures(drain.took()),
          web.replaced().map(served -> Duration.between(notice, served)),
          Duration.between(notice, drained),
          !nodes.exists(web.node()) && !act.workloads().node(web.name()).equals(web.node()));
    }
  }

  /**
   * @param served how long after the notice another pod served
   * @param drained how long after the notice the drain began
   * @param left whether the node is gone, and the Deployment's pod is on another one
   */
  static Verdict verdict(Figures web, Optional<Duration> served, Duration drained, boolean left) {
    Checks checks =
        new Checks()
            .neverDown("web", web)
            .that(
                served.filter(time -> time.compareTo(drained) < 0).isPresent(),
                "the replacement should serve before the drain begins")
            .that(left, "the node should be gone, and web's pod on another one");
    return Verdict.of(
        "spot",
        checks,
        List.of(
            Column.of(
                "web",
                "web",
                web,
                Figure.seconds(
                    "replacement served after", "servedAfterSeconds", served.orElse(Duration.ZERO)),
                Figure.seconds("drain began after", "drainedAfterSeconds", drained),
                Figure.whether("its node is gone", "nodeGone", left))),
        "No downtime: the replacement served before the notice was over, so the eviction had"
            + " nothing to wait for.");
  }
}
