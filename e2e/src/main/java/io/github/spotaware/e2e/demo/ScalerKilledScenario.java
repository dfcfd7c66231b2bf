package io.github.spotaware.e2e.demo;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The scaler is killed between the surge and the scale-down, and started again later. */
final class ScalerKilledScenario implements Scenario {

  private static final String SCALER = "scaler";
  private static final Duration SCALE_DOWN_DELAY = Duration.ofSeconds(6);

  /** So long after the scale-down is due nobody has done it. */
  private static final Duration OVERDUE = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "scaler-killed";
  }

  @Override
  public List<String> description() {
    return List.of(
        "The scaler is killed (SIGKILL) between the surge and the scale-down, and started again"
            + " once the",
        "scale-down is overdue.",
        "Shows that all it has to know is in the cluster: the count comes back to 1. About 30 s.");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(ConfigurationKeys.SCALE_DOWN_DELAY, Long.toString(SCALE_DOWN_DELAY.toSeconds()));
  }

  @Override
  public Verdict play(Show show) {
    show.title("The scaler is killed while a surge waits for its end");
    try (Act act = Act.in(show, "demo-scaler-killed")) {
      Subject web = act.deploy(Workload.named("web").withService().labelled());
      act.begin();
      CommandResult drain = act.drain(web.node());
      act.workloads()
          .awaitSchedule(
              web.name(),
              "waiting for the scale-down alone",
              schedule -> schedule.phase() == Phase.SURGED && isNear(schedule.scheduledTime()));
      act.tell("kills the scaler (SIGKILL)");
      show.playground().kill(SCALER);
      Instant due = act.workloads().schedule(web.name()).orElseThrow().scheduledTime();
      Act.letPass(Duration.between(Instant.now(), due.plus(OVERDUE)));
      int meanwhile = act.workloads().replicas(web.name());
      act.tell(
          "finds the scale-down %d s overdue, and %s at %d replicas; starts the scaler again"
              .formatted(OVERDUE.toSeconds(), web.name(), meanwhile));
      show.playground().start(SCALER);
      act.awaitCalm();
      return verdict(web.figures(drain.took()), meanwhile);
    }
  }

  /** The evicted pod has gone: while it is held, the scale-down is a minute ahead. */
  private static boolean isNear(Instant due) {
    return due.isBefore(Instant.now().plus(SCALE_DOWN_DELAY).plusSeconds(1));
  }

  /**
   * @param meanwhile the replicas when the scale-down was overdue
   */
  static Verdict verdict(Figures web, int meanwhile) {
    Checks checks =
        new Checks()
            .neverDown("web", web)
            .that(
                meanwhile == 2,
                "web should stay at 2 replicas while there is no scaler: else nothing was missed");
    return Verdict.of(
        "scaler-killed",
        checks,
        List.of(
            Column.of(
                "web",
                "web",
                web,
                Figure.count("replicas without the scaler", "replicasMeanwhile", meanwhile))),
        "No downtime, and nothing is left: the new scaler found the schedule and ended the surge.");
  }
}
