package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.simulation.run.Selects;
import io.github.spotaware.simulation.run.Trigger;
import io.github.spotaware.simulation.run.Trigger.Backstop;
import io.github.spotaware.simulation.scenario.Scenario.App;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether {@code backstop-pdb} is on, and what is hard on backstops: budgets of others, dead
 * webhooks, pods that have to go without a replacement. From a source of its own, so that what else
 * a seed draws is what it was before there was this.
 */
final class BackstopActs {
  private static final long OF_ITS_OWN = 0x6261636B73746F70L;
  private static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");
  private static final List<String> PROCESSES = List.of("webhook-0", "webhook-1", "scaler-0");

  /** Of the same kind, so that what is counted does not depend on who does it. */
  private static final String BOTH_DEAD = "both webhooks are killed";

  private final Chance chance;
  private final boolean on;
  private final boolean switched;
  private final long warmUp;
  private final List<Planned> plan = new ArrayList<>();
  private final BackstopPlan to;
  private final BudgetActs budgets;
  private final long quietAt;

  /**
   * @param calm when disruptions stop, without the time to warm up
   */
  BackstopActs(long seed, long calm) {
    chance = new Chance(seed ^ OF_ITS_OWN);
    on = chance.oneIn(2);
    switched = chance.oneIn(6);
    // A backstop is in effect after some 36 s: what is planned comes later, mostly.
    warmUp = on && !chance.oneIn(4) ? chance.between(37, 55) * VirtualTime.SECOND : 0;
    quietAt = calm + warmUp;
    to = new BackstopPlan(chance, plan, quietAt);
    budgets = new BudgetActs(chance, to);
  }

  /** At the start. */
  boolean on() {
    return on;
  }

  /** When disruptions stop, with the time to warm up. */
  long quietAt() {
    return quietAt;
  }

  /**
   * All that is planned, with what this has drawn.
   *
   * @param planned what else happens, without the time to warm up
   */
  List<Planned> among(List<Planned> planned, List<App> apps, int nodes) {
    for (Planned act : planned) {
      plan.add(new Planned(act.nanos() + warmUp, act.what(), act.on(), act.action()));
    }
    if (switched) {
      switches();
    }
    if (on || switched) {
      int acts = chance.below(4);
      for (int i = 0; i < acts; i++) {
        one(chance.pick(apps).ref(), nodes);
      }
    }
    plan.sort(Comparator.comparingLong(Planned::nanos));
    return plan;
  }

  private void switches() {
    long at = chance.between(2 * VirtualTime.SECOND, quietAt - VirtualTime.SECOND);
    to.add(at, "switched " + (on ? "off" : "on"), "", run -> run.switchBackstops(!on));
    if (chance.oneIn(2)) {
      long back = chance.between(at, quietAt - VirtualTime.SECOND);
      to.add(back, "switched " + (on ? "on" : "off"), "", run -> run.switchBackstops(on));
    }
  }

  private void one(DeploymentRef ref, int nodes) {
    long at = chance.between(2 * VirtualTime.SECOND, quietAt - 10 * VirtualTime.SECOND);
    switch (chance.below(14)) {
      case 0 -> budgets.budget(ref, at);
      case 1 -> budgets.changing(ref, at);
      case 2, 3 -> budgets.budgetAt(ref);
      case 4, 5 -> dead(ref, at);
      case 6 -> deadAt(ref);
      case 7 -> killedAt(ref);
      case 8 -> quota(ref);
      case 9 -> noRoom(ref, nodes);
      case 10 -> lateScaler(ref);
      case 11 -> leftBehind(ref, at);
      case 12 -> orphaned(ref, at);
      default -> behind(ref, at);
    }
  }

  /** For a while; meanwhile its pods are evicted, once or twice. */
  private void dead(DeploymentRef ref, long at) {
    long downFor = to.seconds(5, 60);
    to.add(at, BOTH_DEAD, "", run -> WEBHOOKS.forEach(name -> run.faults().crash(name, downFor)));
    int times = 1 + chance.below(2);
    for (int i = 0; i < times; i++) {
      evicted(ref, at + chance.between(0, downFor));
    }
    if (chance.oneIn(3)) {
      to.add(at + to.seconds(0, 5), "a pod crashes", ref, run -> run.accidents().crashPods(ref));
    }
    if (chance.oneIn(3)) {
      to.add(at + chance.between(0, downFor), "a budget", ref, budgets.made(ref, Selects.ITS_PODS));
    }
  }

  private void evicted(DeploymentRef ref, long at) {
    ClientKind kind = chance.pick(ClientKind.EVICTING);
    to.add(at, "evict all", ref, run -> run.clients().evictAll(kind, ref));
  }

  /** Right when it is in effect, gone, or there is a second pod. */
  private void deadAt(DeploymentRef ref) {
    ClientKind kind = chance.pick(ClientKind.EVICTING);
    long downFor = to.seconds(5, 40);
    to.ambush(
        ref,
        to.delay(),
        BOTH_DEAD + ", and its pods are evicted",
        run -> {
          WEBHOOKS.forEach(name -> run.faults().crash(name, downFor));
          run.clients().evictAll(kind, ref);
        });
  }

  private void killedAt(DeploymentRef ref) {
    String process = chance.pick(PROCESSES);
    int writes = chance.below(3);
    boolean afterwards = chance.oneIn(2);
    long downFor = to.seconds(1, 30);
    to.ambush(
        ref,
        to.delay(),
        process + " is killed at a write",
        run -> run.faults().crashAtWrite(process, writes, afterwards, downFor));
  }

  /** A surge that no pod comes of: rule 6. A webhook may die before it has let the pod go. */
  private void quota(DeploymentRef ref) {
    ClientKind kind = chance.pick(ClientKind.EVICTING);
    long lasts = to.seconds(20, 60);
    Consumer<Run> killed = perhapsKilled();
    to.ambush(
        ref,
        new Trigger.BackstopIs(Backstop.IN_EFFECT),
        to.seconds(0, 5),
        "a quota, and its node is drained",
        run -> {
          run.faults().quota(1, lasts);
          run.clients().drainNodeOf(kind, ref);
          killed.accept(run);
        });
  }

  /** A surge whose pod finds no node: max-hold. */
  private void noRoom(DeploymentRef ref, int nodes) {
    ClientKind kind = chance.pick(List.of(ClientKind.KUBECTL, ClientKind.CLUSTER_API));
    Consumer<Run> killed = perhapsKilled();
    to.ambush(
        ref,
        new Trigger.BackstopIs(Backstop.IN_EFFECT),
        to.seconds(0, 3),
        "all nodes are cordoned, and its node is drained",
        run -> {
          for (int i = 1; i <= nodes; i++) {
            run.cluster().nodes().cordon("n" + i);
          }
          run.clients().drainNodeOf(kind, ref);
          killed.accept(run);
        });
  }

  private Consumer<Run> perhapsKilled() {
    String process = chance.pick(WEBHOOKS);
    int writes = chance.below(6);
    long downFor = to.seconds(1, 30);
    return chance.oneIn(3)
        ? run -> run.faults().crashAtWrite(process, writes, true, downFor)
        : run -> {};
  }

  /**
   * A budget is admitted before the backstop is made, and stored long after. When the backstop is
   * about to be put into effect, the scaler looks at it, and is paused.
   */
  private void lateScaler(DeploymentRef ref) {
    Consumer<Run> made = budgets.made(ref, Selects.ITS_PODS);
    to.add(
        chance.between(0, 2 * VirtualTime.SECOND),
        "a budget that is stored late",
        ref,
        run -> {
          run.faults().slowBudget();
          made.accept(run);
        });
    long looks = to.seconds(31, 34);
    long pause = to.seconds(1, 4);
    long paused = looks + chance.between(0, VirtualTime.SECOND);
    Trigger begun = new Trigger.BackstopIs(Backstop.MADE);
    to.ambush(ref, begun, looks, "roll out", run -> run.owners().rollOut(ref, false));
    to.ambush(ref, begun, paused, "paused", run -> run.faults().pause("scaler-0", pause));
  }

  /** The scaler is not there when all is taken out of service, and a budget comes. */
  private void leftBehind(DeploymentRef ref, long at) {
    long downFor = to.seconds(5, 40);
    to.add(at, "scaler-0 is killed", "", run -> run.faults().crash("scaler-0", downFor));
    to.add(at + to.seconds(0, 5), "switched off", "", run -> run.switchBackstops(false));
    to.add(at + to.seconds(0, 5), "remove the label", ref, run -> run.owners().label(ref, false));
    to.add(at + to.seconds(0, 20), "a budget", ref, budgets.made(ref, Selects.ITS_PODS));
    if (on && chance.oneIn(2)) {
      to.add(at + to.seconds(20, 60), "switched on", "", run -> run.switchBackstops(true));
    }
  }

  /** The Deployment is made anew, with a budget, before anyone has deleted its old backstop. */
  private void orphaned(DeploymentRef ref, long at) {
    long pause = to.seconds(5, 20);
    boolean collected = chance.oneIn(2);
    to.add(
        at,
        "its Deployment is deleted, and the scaler is paused",
        ref,
        run -> {
          run.faults().pause("scaler-0", pause);
          if (!collected) {
            run.faults().sleep(Component.GARBAGE_COLLECTOR, pause);
          }
          run.owners().delete(ref);
        });
    long made = at + to.seconds(0, 15);
    to.add(made, "a budget", ref, budgets.made(ref, Selects.ITS_PODS));
    to.add(made + to.seconds(0, 2), "it is made anew", ref, run -> run.owners().recreate(ref, 1));
  }

  /** The disruption controller falls behind, and no webhook is there. */
  private void behind(DeploymentRef ref, long at) {
    long sleep = to.seconds(2, 20);
    to.add(
        at,
        "falls asleep",
        Component.DISRUPTION_CONTROLLER.text(),
        run -> run.faults().sleep(Component.DISRUPTION_CONTROLLER, sleep));
    to.add(at, BOTH_DEAD, "", run -> WEBHOOKS.forEach(name -> run.faults().crash(name, sleep)));
    evicted(ref, at + chance.between(0, sleep));
    evicted(ref, at + chance.between(0, sleep));
  }
}
