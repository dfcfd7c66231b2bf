package io.github.spotaware.e2e.demo;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The replacement never gets Ready, and a drain must not stick: the documented downtime. */
final class NeverReadyScenario implements Scenario {

  private static final Duration MAX_HOLD = Duration.ofSeconds(8);

  /** Its start is kept in whole seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private static final Duration EVENT_BOUND = Duration.ofSeconds(15);
  private static final String EXPIRED = "EvictionHoldExpired";

  @Override
  public String name() {
    return "never-ready";
  }

  @Override
  public List<String> description() {
    return List.of(
        "The replacement starts and never gets Ready. The eviction is held until max-hold is over,"
            + " 8 s here in",
        "place of 600; then the pod is let go.",
        "Shows that a drain never sticks, and the downtime that this costs, as documented. About 30"
            + " s.");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        ConfigurationKeys.MAX_HOLD,
        Long.toString(MAX_HOLD.toSeconds()),
        ConfigurationKeys.HOLD_SECONDS,
        "3");
  }

  @Override
  public Verdict play(Show show) {
    show.title("A labelled Deployment whose new pods never get Ready");
    try (Act act = Act.in(show, "demo-never-ready")) {
      StuckPods pods = new StuckPods(show.client(), act.workloads());
      Workload workload = Workload.named("web").withService().labelled().neverReady();
      Act.Started started = act.start(workload);
      pods.getReady(workload.name());
      Subject web = act.serving(started);
      show.say("Its image is gone from the registry since, so no other pod of it gets Ready.");
      act.begin();
      CommandResult drain = act.drain(web.node());
      boolean told = isTold(show, act, web);
      act.tell("puts the image back into the registry");
      pods.getReady(web.name());
      act.awaitCalm();
      return verdict(web.figures(drain.took()), held(act), told);
    }
  }

  private static boolean isTold(Show show, Act act, Subject web) {
    ClusterEvents events = new ClusterEvents(show.client(), act.workloads().namespace());
    return Await.holdsBefore(
        Deadline.after(EVENT_BOUND), () -> !events.about("Pod", web.pod(), EXPIRED).isEmpty());
  }

  /** From the first eviction to the answer that let the pod go. */
  private static Duration held(Act act) {
    List<AuditEvent> evictions = act.audit().in(act.workloads().namespace()).evictions().list();
    Instant first = evictions.getFirst().received();
    return evictions.stream()
        .filter(AuditEvent::succeeded)
        .findFirst()
        .map(granted -> Duration.between(first, granted.finished()))
        .orElse(Duration.ZERO);
  }

  /**
   * @param held how long the eviction was held in all
   * @param told whether there was an Event of it
   */
  static Verdict verdict(Figures web, Duration held, boolean told) {
    Checks checks =
        new Checks()
            .that(
                held.compareTo(MAX_HOLD.minus(ROUNDING)) >= 0,
                "the eviction should be held until max-hold is over")
            .that(told, "the Event " + EXPIRED + " should tell of it")
            .that(
                !web.downtime().isZero(),
                "web should be down until a pod gets Ready: else nothing was let go too early")
            .asBefore("web", web);
    return Verdict.of(
        "never-ready",
        checks,
        List.of(
            Column.of(
                "web",
                "web",
                web,
                Figure.seconds("the eviction was held for", "heldSeconds", held),
                Figure.whether("Event " + EXPIRED, "expiryTold", told))),
        "The downtime is the documented outcome: a pod that waits for more than max-hold is let go"
            + " without a replacement,",
        "since a node that is never drained is worse. It lasted until the demo mended the image.");
  }
}
