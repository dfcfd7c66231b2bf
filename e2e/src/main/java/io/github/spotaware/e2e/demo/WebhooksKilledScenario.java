package io.github.spotaware.e2e.demo;

import io.github.spotaware.backstop.Backstop;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.BackstopBudgets;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Both webhooks are dead when a node is drained: the backstop's budget refuses. */
final class WebhooksKilledScenario implements Scenario {

  private static final String WEBHOOKS = "webhook";
  private static final Duration REFUSAL_BOUND = Duration.ofSeconds(30);

  /** As a rule the webhooks are back before it, and hold the eviction that comes next. */
  private static final Duration READY_AFTER = Duration.ofSeconds(8);

  /** So long that the drain, which asks every 5 s, comes before the scale-down. */
  private static final String SCALE_DOWN_DELAY = "15";

  @Override
  public String name() {
    return "webhooks-killed";
  }

  @Override
  public List<String> description() {
    return List.of(
        "With backstop-pdb: both webhooks are killed, then the node is drained. The budget refuses"
            + " the eviction;",
        "the webhooks are started again, and the drain goes through.",
        "Shows no downtime, although nobody was there to be asked. About 75 s: a budget takes 36 s"
            + " to be in effect.");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        ConfigurationKeys.BACKSTOP_PDB,
        "true",
        ConfigurationKeys.SCALE_DOWN_DELAY,
        SCALE_DOWN_DELAY);
  }

  @Override
  public Verdict play(Show show) {
    show.title("Both webhooks are killed, and the node of a labelled Deployment is drained");
    try (Act act = Act.in(show, "demo-webhooks-killed")) {
      Subject web =
          act.deploy(Workload.named("web").withService().labelled().readyAfter(READY_AFTER));
      awaitBackstop(show, act, web);
      act.begin();
      act.tell("kills both webhooks (SIGKILL)");
      show.playground().kill(WEBHOOKS);
      Act.Drain drain = act.startDrain(web.node());
      boolean refused =
          Await.holdsBefore(
              Deadline.after(REFUSAL_BOUND), () -> refused(act) > 0 || drain.isDone());
      act.tell(refused ? "starts both webhooks again" : "sees no refusal; starts the webhooks");
      long whileDead = refused(act);
      show.playground().start(WEBHOOKS);
      act.tell("sees both webhooks ready");
      CommandResult drained = drain.join();
      act.awaitCalm();
      return verdict(
          web.figures(drained.took()), whileDead, EvictionRefusal.FAILURE.in(evictions(act)));
    }
  }

  private static void awaitBackstop(Show show, Act act, Subject web) {
    show.say(
        ("Waits until its backstop is in effect: a PodDisruptionBudget that the scaler has made,"
                + " and that selects no pod for %d s,")
            .formatted(Backstop.UNTIL_IN_EFFECT.toSeconds()));
    show.say("so that it never meets a budget of someone else's.");
    new BackstopBudgets(show.client(), act.workloads().namespace()).awaitInEffect(web.name());
  }

  private static List<AuditEvent> evictions(Act act) {
    return act.audit().in(act.workloads().namespace()).evictions().list();
  }

  private static long refused(Act act) {
    return EvictionRefusal.BY_A_BUDGET.in(evictions(act));
  }

  /**
   * @param refused how many evictions the budget refused while both webhooks were dead
   * @param failed how many evictions were answered with neither yes, nor 429, nor that the pod is
   *     gone
   */
  static Verdict verdict(Figures web, long refused, long failed) {
    Checks checks =
        new Checks()
            .neverDown("web", web)
            .that(refused > 0, "the budget should refuse an eviction while both webhooks are dead")
            .that(failed == 0, "an eviction failed, which ends a drain");
    return Verdict.of(
        "webhooks-killed",
        checks,
        List.of(
            Column.of(
                "web",
                "web",
                web,
                Figure.count("refused by the budget", "refusedByBudget", refused),
                Figure.left("evictions that failed", "failedEvictions", failed))),
        "No downtime: the API server itself refused while no webhook answered, the scaler saw the"
            + " cordon and started the second pod.");
  }
}
