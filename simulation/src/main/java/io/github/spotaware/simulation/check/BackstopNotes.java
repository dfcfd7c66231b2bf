package io.github.spotaware.simulation.check;

import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what comes of backstops. */
public final class BackstopNotes {
  public static final String MADE_WAY = "a backstop made way for someone's budget";
  public static final String NOT_FOUND_OUT =
      "a webhook could not find out what is in a budget's way";
  static final String BEFORE_RULE_6 = "a backstop was deleted before rule 6 let a pod go";
  static final String BEFORE_MAX_HOLD = "a backstop was deleted before max-hold let a pod go";
  static final String HELD = "a backstop refused an eviction about which no webhook answered";
  static final String HELD_RELEASED = "a backstop refused an eviction that a webhook let through";
  static final String MET = "two budgets on a pod, as nobody could say what was in the way of one";
  static final String MET_500 = "an eviction failed for two budgets let in that way";
  static final String ONLY_READY = "a backstop let the last pod go, since another one was Ready";
  static final String STALE =
      "a backstop let the last pod go, since its controller had not seen another one go";
  static final String NONE = "no webhook answered in time, so a pod went";

  /** What is deleted for a pod is seen gone within some reads. */
  private static final long SEEN_GONE = 20 * VirtualTime.SECOND;

  /** For each webhook and Deployment, when it last deleted its backstop. */
  private final Map<String, Long> deleted = new HashMap<>();

  private final Facts facts;

  BackstopNotes(Facts facts) {
    this.facts = facts;
  }

  void afterWrite(String process, ProtocolWrite write) {
    if (write instanceof ProtocolWrite.DeleteBackstop(DisruptionBudgetState backstop)) {
      backstop
          .backstopOf()
          .ifPresent(owner ->
              deleted.put(
                  process + " " + new DeploymentRef(backstop.namespace(), owner.name()),
                  facts.nanos()));
    }
  }

  /**
   * @param deployment whose pod is let go or held; null where there is none any more
   */
  void answered(String webhook, @Nullable Deployment deployment, HoldEffect.Answer answer) {
    if (deployment == null || !answer.allowed()) {
      return;
    }
    Long at = deleted.get(webhook + " " + deployment.ref());
    if (at == null || facts.nanos() - at > SEEN_GONE) {
      return;
    }
    if (answer.reason() == Reason.NOT_SURGEABLE) {
      facts.coverage().situation(BEFORE_RULE_6);
    } else if (answer.reason() == Reason.EVICTION_HOLD_EXPIRED) {
      facts.coverage().situation(BEFORE_MAX_HOLD);
    }
  }
}
