package io.github.spotaware.simulation.check;

import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.store.Change;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Backstops: none meets a budget of someone else's on a pod; what rule 6 or max-hold lets go is not
 * held up by one; and while one is in effect and no webhook answers, no eviction takes the last
 * serving pod. What is excluded is excluded here by name, and counted.
 */
final class BackstopJudge {
  /**
   * The budgets are read first of all reads, and a request that is lost takes 5 s: so much later at
   * most is a backstop put into effect.
   */
  private static final long READS_MAY_TAKE = 20 * VirtualTime.SECOND;

  /** The handler asks the budgets and deletes the pod in one step, which takes 0.2 s at most. */
  private static final long ONE_STEP = VirtualTime.SECOND;

  /**
   * For so long may the disruption controller not have seen, or not have acted on, a pod that went
   * without asking the backstop: it may be asleep, its watch may be stalled, and the API server
   * away. The budget's status, which the API server goes by, still counts that pod meanwhile.
   */
  private static final long UNSEEN = 60 * VirtualTime.SECOND;

  private record Gone(DeploymentRef ref, long nanos) {}

  private final Facts facts;

  /** By UID: since when it selects what it selects. */
  private final Map<String, Long> selectsSince = new HashMap<>();

  /**
   * By name and selector: whether a webhook could say what was in the way of each change to it. Two
   * may be on their way at once.
   */
  private final Map<String, Boolean> known = new HashMap<>();

  /** By UID: pods that were Ready, and stopped to be without asking a backstop. */
  private final Map<String, Gone> gone = new LinkedHashMap<>();

  BackstopJudge(Facts facts) {
    this.facts = facts;
  }

  /** Someone's budget is about to be stored. */
  void reviewed(DisruptionBudget proposed, boolean found) {
    known.merge(asked(proposed), found, Boolean::logicalAnd);
  }

  private static String asked(DisruptionBudget budget) {
    return budget.meta().key() + " " + budget.selector();
  }

  void tap(Change<? extends ApiObject<?>> change) {
    switch (change.after()) {
      case DisruptionBudget after ->
          budget(change.type(), (DisruptionBudget) change.before(), after);
      case Pod after -> {
        if (change.type() == ChangeType.ADDED) {
          doNotMeet(after);
        } else if (stopped((Pod) change.before(), after, change.type())) {
          Deployment owner = facts.owner(after);
          if (owner != null) {
            gone.put(after.meta().uid(), new Gone(owner.ref(), facts.nanos()));
          }
        }
      }
      default -> {
        // Nothing to do with budgets.
      }
    }
  }

  private static boolean stopped(@Nullable Pod before, Pod after, ChangeType type) {
    return before != null && counted(before) && (type == ChangeType.DELETED || !counted(after));
  }

  /** As a budget counts: Services and minReadySeconds are nothing to it. */
  private static boolean counted(Pod pod) {
    return pod.ready() && pod.active();
  }

  private void budget(ChangeType type, @Nullable DisruptionBudget before, DisruptionBudget after) {
    if (type == ChangeType.DELETED) {
      selectsSince.remove(after.meta().uid());
    } else if (before == null || !before.selector().equals(after.selector())) {
      selectsSince.put(after.meta().uid(), facts.nanos());
      for (Pod pod : facts.cluster().store().list(Kind.POD)) {
        if (pod.active() && after.covers(pod)) {
          doNotMeet(pod);
        }
      }
    }
  }

  private void doNotMeet(Pod pod) {
    judged(pod, covering(pod), BackstopNotes.MET);
  }

  private void judged(Pod pod, List<DisruptionBudget> covering, String excluded) {
    if (covering.size() < 2) {
      return;
    }
    for (DisruptionBudget backstop : covering) {
      for (DisruptionBudget other : covering) {
        if (isBackstop(backstop) && !isBackstop(other)) {
          meet(pod, backstop, other, excluded);
        }
      }
    }
  }

  /** One that was there before the backstop was put into effect is seen, whoever let it in. */
  private void meet(Pod pod, DisruptionBudget backstop, DisruptionBudget other, String excluded) {
    long late = selectsSince.getOrDefault(backstop.meta().uid(), facts.nanos()) - READS_MAY_TAKE;
    boolean nobodyKnew = !known.getOrDefault(asked(other), true);
    if (nobodyKnew && selectsSince.getOrDefault(other.meta().uid(), facts.nanos()) >= late) {
      facts.coverage().situation(excluded);
      return;
    }
    facts.violated(
        Invariant.BACKSTOP_MAKES_WAY,
        () ->
            "backstop "
                + backstop.meta().name()
                + " and budget "
                + other.meta().name()
                + " both select "
                + pod.meta().name());
  }

  private List<DisruptionBudget> covering(Pod pod) {
    List<DisruptionBudget> covering = new ArrayList<>();
    for (DisruptionBudget budget : facts.cluster().store().list(Kind.DISRUPTION_BUDGET)) {
      if (budget.covers(pod)) {
        covering.add(budget);
      }
    }
    return covering;
  }

  private static boolean isBackstop(DisruptionBudget budget) {
    return Mapping.budget(budget).backstopOf().isPresent();
  }

  /**
   * The API server refused an eviction for these budgets.
   *
   * @param given what the webhooks had said
   */
  void refused(Pod pod, List<DisruptionBudget> budgets, List<HoldEffect.Answer> given) {
    if (budgets.size() > 1) {
      judged(pod, budgets, BackstopNotes.MET_500);
      return;
    }
    if (budgets.isEmpty() || !isBackstop(budgets.getFirst())) {
      return;
    }
    if (given.isEmpty()) {
      facts.coverage().situation(BackstopNotes.HELD);
      return;
    }
    facts.coverage().situation(BackstopNotes.HELD_RELEASED);
    for (HoldEffect.Answer answer : given) {
      if (answer.allowed() && goesWithoutReplacement(answer.reason())) {
        facts.violated(
            Invariant.BACKSTOP_YIELDS,
            () ->
                pod.meta().name()
                    + " was let go ("
                    + answer.reason().text()
                    + "), and its backstop held it");
      }
    }
  }

  private static boolean goesWithoutReplacement(Reason reason) {
    return reason == Reason.NOT_SURGEABLE || reason == Reason.EVICTION_HOLD_EXPIRED;
  }

  /**
   * An eviction has just deleted a pod.
   *
   * @param answered by at least one webhook
   * @param lastOne it served, and no pod does any more
   */
  void evicted(
      EvictionCall call, Pod pod, Deployment deployment, boolean answered, boolean lastOne) {
    if (call.request().direct() || !held(pod)) {
      return;
    }
    // One that was not Ready went without asking: that it is gone may still be unseen.
    if (counted(pod)) {
      gone.remove(pod.meta().uid());
    }
    if (answered || !lastOne) {
      return;
    }
    if (anotherIsReady(pod, deployment)) {
      facts.coverage().situation(BackstopNotes.ONLY_READY);
    } else if (anotherWent(deployment.ref())) {
      facts.coverage().situation(BackstopNotes.STALE);
    } else {
      facts.violated(
          Invariant.BACKSTOP_HOLDS,
          () ->
              "no webhook answered about the eviction of "
                  + pod.meta().name()
                  + ", which went, and no pod of "
                  + deployment.ref()
                  + " serves, with a backstop in effect");
    }
  }

  /** The handler has asked a backstop about it. */
  private boolean held(Pod pod) {
    return covering(pod).stream()
        .filter(BackstopJudge::isBackstop)
        .filter(backstop -> !backstop.selector().equals(LabelSelector.nothing()))
        .map(backstop -> selectsSince.getOrDefault(backstop.meta().uid(), facts.nanos()))
        .anyMatch(since -> facts.nanos() - since >= ONE_STEP);
  }

  /** It is not listed by a Service yet, or on a dead node; a budget knows nothing of these. */
  private boolean anotherIsReady(Pod pod, Deployment deployment) {
    return facts.cluster().truth().pods(deployment.ref()).stream()
        .anyMatch(other -> !other.meta().uid().equals(pod.meta().uid()) && counted(other));
  }

  private boolean anotherWent(DeploymentRef ref) {
    return gone.values().stream()
        .anyMatch(other -> other.ref().equals(ref) && facts.nanos() - other.nanos() < UNSEEN);
  }
}
