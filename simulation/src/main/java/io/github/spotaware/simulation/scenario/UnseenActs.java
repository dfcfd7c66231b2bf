package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Ambush;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.simulation.run.Trigger;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happens next is decided already, or will be on what was there before, and no read shows it:
 * controllers are behind (their manager is starved, or has lost its lease), an answer is late.
 */
final class UnseenActs {
  private static final List<Component> DECIDING =
      List.of(Component.DEPLOYMENT_CONTROLLER, Component.REPLICA_SET_CONTROLLER);

  private final Chance chance;
  private final TimedPlan plan;

  /** Takes acts with their times. */
  @FunctionalInterface
  interface TimedPlan {
    Plan at(long nanos);
  }

  UnseenActs(Chance chance, TimedPlan plan) {
    this.chance = chance;
    this.plan = plan;
  }

  /** From this time on, within half a minute. */
  void draw(DeploymentRef ref, long from) {
    switch (chance.below(5)) {
      case 0 -> asleep(ref, from);
      case 1 -> behind(ref, from);
      case 2 -> allowedLongAgo(ref, from);
      case 3 -> theOtherGoes(ref, from);
      default -> aboutToDelete(ref, from);
    }
  }

  /** One falls asleep, an owner changes something, and pods are evicted before it is back. */
  private void asleep(DeploymentRef ref, long from) {
    surge(ref, from);
    long asleep = from + seconds(4, 12);
    Component component = chance.pick(DECIDING);
    long sleep = seconds(3, 15);
    plan.at(asleep)
        .add("falls asleep", component.text(), run -> run.faults().sleep(component, sleep));
    long changed = asleep + chance.between(0, VirtualTime.SECOND / 2);
    change(ref, changed);
    plan.at(changed + seconds(2, 8)).add("evict all", ref.toString(), evictAll(ref));
  }

  /** The ReplicaSet controller's cache of pods is one from before the replacement was Ready. */
  private void behind(DeploymentRef ref, long from) {
    ClientKind kind = chance.pick(ClientKind.EVICTING);
    plan.at(from)
        .add("drain by " + kind, "a node of " + ref, run -> run.clients().drainNodeOf(kind, ref));
    long stall = seconds(8, 40);
    plan.at(from + chance.between(0, 3 * VirtualTime.SECOND))
        .add(
            "watch of pods stalls",
            Component.REPLICA_SET_CONTROLLER.text(),
            run -> run.faults().stallWatch(Component.REPLICA_SET_CONTROLLER, Kind.POD, stall));
  }

  /**
   * A ReplicaSet is lowered, and its controller deletes a pod only after a while: meanwhile pods
   * are evicted, by calls that one webhook answers late. What was started in their place may not be
   * listed by its Service yet.
   */
  private void aboutToDelete(DeploymentRef ref, long from) {
    surge(ref, from);
    long changed = from + seconds(4, 12);
    change(ref, changed);
    long sleep = seconds(1, 12);
    boolean deploymentsToo = chance.oneIn(2);
    if (chance.oneIn(2)) {
      Component endpoints = Component.ENDPOINT_SLICE_CONTROLLER;
      long endpointsSleep = seconds(5, 25);
      plan.at(changed)
          .add(
              "falls asleep",
              endpoints.text(),
              run -> run.faults().sleep(endpoints, endpointsSleep));
    }
    String late = chance.pick(List.of("webhook-0", "webhook-1", "scaler-0"));
    long pause = seconds(1, 15);
    onceLowered(
        ref,
        changed,
        0,
        "its controller falls asleep",
        run -> {
          run.faults().sleep(Component.REPLICA_SET_CONTROLLER, sleep);
          if (deploymentsToo) {
            run.faults().sleep(Component.DEPLOYMENT_CONTROLLER, sleep);
          }
          run.faults().pause(late, pause);
        });
    onceLowered(
        ref,
        changed,
        chance.between(0, 6 * VirtualTime.SECOND),
        "all its pods are evicted",
        evictAll(ref));
  }

  /**
   * A pod that starts is evicted while one webhook is late: it is let go, as it serves nobody, and
   * is deleted long afterwards. By then it is Ready, and the other pod is evicted as well.
   */
  private void allowedLongAgo(DeploymentRef ref, long from) {
    plan.at(from).add("its pods crash", ref.toString(), run -> run.accidents().crashPods(ref));
    String late = chance.pick(List.of("webhook-0", "webhook-1"));
    long evicted = from + chance.between(0, 3 * VirtualTime.SECOND);
    long pause = seconds(4, 14);
    plan.at(evicted).add("is paused", late, run -> run.faults().pause(late, pause));
    plan.at(evicted).add("evict all", ref.toString(), evictAll(ref));
    plan.at(evicted + seconds(2, 8)).add("evict all", ref.toString(), evictAll(ref));
  }

  /**
   * A node is cordoned, and nothing more. As the surge ends, the pod that is to be kept crashes
   * before the ReplicaSet controller acts: it takes that one, and the marked one is left. The
   * scaler is killed about then.
   */
  private void theOtherGoes(DeploymentRef ref, long from) {
    plan.at(from).add("cordon", "the node of " + ref, run -> run.accidents().cordonNodeOf(ref));
    int writes = chance.below(2);
    boolean afterwards = chance.oneIn(2);
    long downFor = seconds(1, 20);
    onceLowered(
        ref,
        from,
        0,
        "the pod to be kept crashes",
        run -> {
          run.faults().sleep(Component.REPLICA_SET_CONTROLLER, 2 * VirtualTime.SECOND);
          run.accidents().crashUnmarkedPods(ref);
          run.faults().crashAtWrite("scaler-0", writes, afterwards, downFor);
        });
  }

  private void onceLowered(
      DeploymentRef ref, long from, long delay, String what, Consumer<Run> action) {
    Trigger lowered = new Trigger.ReplicaSetLowered();
    plan.at(from)
        .add(
            "at " + lowered.words() + " of " + ref.name() + ": " + what,
            "",
            run -> run.ambush(new Ambush(ref, lowered, delay, action)));
  }

  private void surge(DeploymentRef ref, long at) {
    plan.at(at)
        .add(
            "its pod is evicted once",
            ref.toString(),
            run -> run.clients().evictAll(ClientKind.DESCHEDULER, ref));
  }

  private void change(DeploymentRef ref, long at) {
    if (chance.oneIn(2)) {
      plan.at(at).add("roll out", ref.toString(), run -> run.owners().rollOut(ref, false));
    } else {
      new OwnerActs(chance, plan.at(at)).draw(ref);
    }
  }

  private Consumer<Run> evictAll(DeploymentRef ref) {
    ClientKind kind = chance.pick(ClientKind.EVICTING);
    return run -> run.clients().evictAll(kind, ref);
  }

  private long seconds(int low, int high) {
    return chance.between(low * VirtualTime.SECOND, high * VirtualTime.SECOND);
  }
}
