package io.github.spotaware.simulation.check;

import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.report.Reason;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Each eviction, and each delete while they are guarded, that is allowed leaves a serving pod, and
 * each hold ends in its time. What the contract excludes is excluded here by name, and counted.
 */
final class EvictionJudge {
  /** First-held times are cut to seconds, and clocks may differ by {@link #MOST_SKEW} each way. */
  private static final Duration MOST_SKEW = Duration.ofSeconds(5);

  /** Who asks so much later is another drain, and the surge of the first one may have ended. */
  private static final long ANOTHER_DRAIN = 45 * VirtualTime.SECOND;

  /**
   * Another pod's ticket, and some calls of a client that asks every 20 s: with hold-seconds 1 and
   * a slow API server one of the two webhooks often has too little time for its part.
   */
  private static final Duration AFTER_MAX_HOLD = Duration.ofSeconds(240);

  /** Whatever else is going on with the Deployment, a pod goes. */
  private static final Set<Reason> UNHELD =
      EnumSet.of(Reason.API_ERROR, Reason.EVICTION_HOLD_EXPIRED);

  private record Answered(HoldEffect.Answer answer, long nanos) {}

  private final Facts facts;
  private final BackstopJudge backstops;
  private final Map<EvictionCall, List<Answered>> answers = new IdentityHashMap<>();
  private final Map<String, Long> firstAsked = new HashMap<>();
  private final Map<String, Long> askedSince = new HashMap<>();
  private final Map<String, Long> lastAsked = new HashMap<>();
  private long quietSince = Long.MAX_VALUE;

  EvictionJudge(Facts facts, BackstopJudge backstops) {
    this.facts = facts;
    this.backstops = backstops;
  }

  /** From now on nothing disturbs, so that holds must end. */
  void quiet() {
    quietSince = facts.nanos();
  }

  /** A client was answered 429. */
  void turnedAway(Pod pod) {
    long since = Math.max(quietSince, askedSince.getOrDefault(pod.meta().uid(), facts.nanos()));
    Duration held = Duration.ofNanos(facts.nanos() - since);
    Duration most = facts.configuration().maxHold().plus(AFTER_MAX_HOLD);
    if (quietSince != Long.MAX_VALUE && held.compareTo(most) > 0) {
      facts.violated(
          Invariant.HOLD_ENDS,
          () ->
              "the eviction of "
                  + pod.meta().name()
                  + " is held for "
                  + held.toSeconds()
                  + " s, and max-hold is "
                  + facts.configuration().maxHold().toSeconds()
                  + " s");
    }
  }

  /** An eviction is asked for. */
  void asked(String podUid) {
    long now = facts.nanos();
    firstAsked.putIfAbsent(podUid, now);
    if (now - lastAsked.getOrDefault(podUid, -ANOTHER_DRAIN) >= ANOTHER_DRAIN) {
      askedSince.put(podUid, now);
    }
    lastAsked.put(podUid, now);
  }

  void answered(EvictionCall call, HoldEffect.Answer answer) {
    facts.coverage().answer(answer.allowed(), answer.reason());
    answers
        .computeIfAbsent(call, key -> new ArrayList<>(2))
        .add(new Answered(answer, facts.nanos()));
  }

  /** The handler of evictions has refused one for its budgets. */
  void refused(EvictionCall call, Pod pod, List<DisruptionBudget> budgets) {
    backstops.refused(
        pod,
        budgets,
        answers.getOrDefault(call, List.of()).stream().map(Answered::answer).toList());
  }

  /** The handler of evictions, or of deletes, has just deleted a pod. */
  void evicted(EvictionCall call, Pod pod) {
    List<Answered> given = answers.getOrDefault(call, List.of());
    Deployment deployment = facts.owner(pod);
    if (deployment == null) {
      return;
    }
    if (call.request().direct() && !facts.configuration().guardDeletes()) {
      facts.disturbances().disturbed(deployment.ref(), facts.nanos());
      facts.coverage().situation("deleted directly, unguarded");
      return;
    }
    if (call.request().direct()) {
      facts.coverage().situation("deleted directly, guarded");
    }
    boolean lastOne =
        facts.cluster().truth().serving(deployment.ref(), facts.taints()).isEmpty()
            && facts.served(pod, deployment)
            && facts.isProtected(deployment);
    backstops.evicted(call, pod, deployment, !given.isEmpty(), lastOne);
    if (given.isEmpty()) {
      facts.disturbances().disturbed(deployment.ref(), facts.nanos());
      facts.coverage().situation(BackstopNotes.NONE);
      return;
    }
    if (given.getFirst().answer().reason() == Reason.EVICTION_ALLOWED
        && facts.isRollingOut(deployment)) {
      facts.coverage().situation("released in the middle of a rollout");
    }
    boolean unheld = given.stream().anyMatch(one -> UNHELD.contains(one.answer().reason()));
    if (unheld || !facts.isProtected(deployment)) {
      facts.disturbances().disturbed(deployment.ref(), facts.nanos());
    }
    if (!lastOne || !facts.sawProtection(deployment, given.getFirst().nanos())) {
      return;
    }
    long reads = given.getFirst().nanos() - Judge.READS_BEFORE_ANSWER;
    boolean rolloutTook = facts.rolloutTookSince(deployment, reads);
    for (Answered one : given) {
      if (isExcluded(one, pod, rolloutTook)) {
        return;
      }
    }
    boolean asNotReady = given.stream().anyMatch(one -> one.answer().reason() == Reason.NOT_READY);
    if (rolloutTook && !asNotReady && pod.readySince() >= reads) {
      facts
          .coverage()
          .situation("a rollout took the replacement for the very pod, Ready at the last moment");
      return;
    }
    if (rolloutTook && someoneIsReady(deployment)) {
      facts
          .coverage()
          .situation("a rollout took the replacement for one that no Service lists yet");
      return;
    }
    if (facts.disturbances().since(deployment.ref(), reads)) {
      facts.coverage().situation("something else happened between an allow and its delete");
      return;
    }
    facts.violated(
        Invariant.SERVING_POD_LEFT,
        () ->
            "the "
                + call.request().what()
                + " of "
                + pod.meta().name()
                + " was allowed ("
                + given.getFirst().answer().reason().text()
                + ": "
                + given.getFirst().answer().message()
                + "), and no pod of "
                + deployment.ref()
                + " serves");
  }

  /** What a rollout counts: it does not look at Services (deployment/rolling.go). */
  private boolean someoneIsReady(Deployment deployment) {
    return facts.cluster().truth().pods(deployment.ref()).stream()
        .anyMatch(pod ->
            pod.active()
                && pod.available(deployment.minReadySeconds(), facts.nanos())
                && facts.cluster().truth().onLiveNode(pod, facts.taints()));
  }

  /** Reasons for which the contract itself lets the last pod go. */
  private boolean isExcluded(Answered one, Pod pod, boolean rolloutTook) {
    return switch (one.answer().reason()) {
      case EVICTION_HOLD_EXPIRED -> {
        Duration held =
            Duration.ofNanos(one.nanos() - firstAsked.getOrDefault(pod.meta().uid(), one.nanos()));
        Duration least =
            facts.configuration().maxHold().minus(MOST_SKEW.multipliedBy(2)).minusSeconds(1);
        if (held.compareTo(least) < 0) {
          facts.violated(
              Invariant.HOLD_LASTS,
              () ->
                  "the eviction of "
                      + pod.meta().name()
                      + " was let go by max-hold ("
                      + facts.configuration().maxHold().toSeconds()
                      + " s) after "
                      + held.toSeconds()
                      + " s");
        }
        facts.coverage().situation("max-hold let a last pod go");
        yield true;
      }
      case NOT_SURGEABLE -> {
        facts.coverage().situation("unsurgeable, so a last pod went");
        yield true;
      }
      case API_ERROR -> {
        facts.coverage().situation("it could not be shown to be protected, so a last pod went");
        yield true;
      }
      // No other pod was Ready then, so there was none that a rollout would have taken for it.
      case NOT_READY -> !rolloutTook;
      default -> false;
    };
  }
}
