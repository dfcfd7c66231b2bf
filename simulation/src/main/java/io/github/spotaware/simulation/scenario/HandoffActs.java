package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Ambush;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.simulation.run.Trigger;
import io.github.spotaware.simulation.scenario.Scenario.App;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is hard on a handoff: its pod is drained, and in the moments of the scale-down something
 * dies, falls behind, or is evicted as well.
 */
final class HandoffActs {
  private static final List<String> PROCESSES = List.of("webhook-0", "webhook-1", "scaler-0");

  private final Chance chance;
  private final List<Planned> plan;

  HandoffActs(Chance chance, List<Planned> plan) {
    this.chance = chance;
    this.plan = plan;
  }

  /** In one of four runs, for each Deployment in handoff mode. */
  void draw(List<App> apps, long quietAt) {
    for (App app : apps) {
      if (app.handsOff() && chance.oneIn(4)) {
        drain(app.ref(), chance.between(5 * VirtualTime.SECOND, quietAt - 25 * VirtualTime.SECOND));
      }
    }
  }

  private void drain(DeploymentRef ref, long from) {
    ClientKind kind = chance.pick(List.of(ClientKind.values()));
    add(from, "drain by " + kind, "a node of " + ref, run -> run.clients().drainNodeOf(kind, ref));
    switch (chance.below(6)) {
      case 0, 1 -> killed(ref, from);
      case 2 -> theOtherGoes(ref, from);
      case 3 -> behind(ref, from);
      case 4 -> bothGo(ref, from);
      default -> delayedDelete(ref, from);
    }
  }

  /** A process dies at one of the writes of the handoff, before or after it has taken effect. */
  private void killed(DeploymentRef ref, long from) {
    String process = chance.pick(PROCESSES);
    int writes = chance.below(3);
    boolean afterwards = chance.oneIn(2);
    long downFor = seconds(1, 20);
    Phase at = chance.pick(List.of(Phase.SURGED, Phase.LOWERING));
    ambush(
        ref,
        from,
        new Trigger.ScheduleIs(at),
        0,
        process + " is killed at a write",
        run -> run.faults().crashAtWrite(process, writes, afterwards, downFor));
  }

  /** The replacement fails before the ReplicaSet controller acts: that is what it takes then. */
  private void theOtherGoes(DeploymentRef ref, long from) {
    ambush(
        ref,
        from,
        new Trigger.ReplicaSetLowered(),
        0,
        "the pod to be kept crashes",
        run -> {
          run.faults().sleep(Component.REPLICA_SET_CONTROLLER, 2 * VirtualTime.SECOND);
          run.accidents().crashUnmarkedPods(ref);
        });
  }

  /** The ReplicaSet controller's cache of pods is one from some moment of the surge. */
  private void behind(DeploymentRef ref, long from) {
    long stall = seconds(4, 30);
    add(
        from + chance.between(0, 4 * VirtualTime.SECOND),
        "watch of pods stalls",
        Component.REPLICA_SET_CONTROLLER.text(),
        run -> run.faults().stallWatch(Component.REPLICA_SET_CONTROLLER, Kind.POD, stall));
  }

  /** Both pods are drained, as soon as there are two or as one is handed off. */
  private void bothGo(DeploymentRef ref, long from) {
    ClientKind kind = chance.pick(List.of(ClientKind.values()));
    Phase at = chance.pick(List.of(Phase.SURGED, Phase.LOWERING));
    boolean drained = chance.oneIn(2);
    ambush(
        ref,
        from,
        new Trigger.ScheduleIs(at),
        chance.between(0, 4 * VirtualTime.SECOND),
        "both pods are to go",
        run -> {
          if (drained) {
            run.clients().drainNodeOf(kind, ref);
          } else {
            run.clients().evictAll(kind, ref);
          }
        });
  }

  /** The ReplicaSet controller deletes late: meanwhile all is evicted. */
  private void delayedDelete(DeploymentRef ref, long from) {
    long sleep = seconds(1, 12);
    ClientKind kind = chance.pick(List.of(ClientKind.values()));
    ambush(
        ref,
        from,
        new Trigger.ReplicaSetLowered(),
        0,
        "its controller falls asleep, and all its pods are evicted",
        run -> {
          run.faults().sleep(Component.REPLICA_SET_CONTROLLER, sleep);
          run.clients().evictAll(kind, ref);
        });
  }

  private void ambush(
      DeploymentRef ref,
      long from,
      Trigger trigger,
      long delay,
      String what,
      Consumer<Run> action) {
    add(
        from,
        "at " + trigger.words() + " of " + ref.name() + ": " + what,
        "",
        run -> run.ambush(new Ambush(ref, trigger, delay, action)));
  }

  private void add(long nanos, String what, String on, Consumer<Run> action) {
    plan.add(new Planned(nanos, "handoff: " + what, on, action));
  }

  private long seconds(int low, int high) {
    return chance.between(low * VirtualTime.SECOND, high * VirtualTime.SECOND);
  }
}
