package io.github.spotaware.simulation.scenario;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Ambush;
import io.github.spotaware.simulation.run.Trigger;
import java.util.List;

/** What is set to happen right after a step of the protocol. */
final class AmbushActs {
  private static final List<String> PROCESSES = List.of("webhook-0", "webhook-1", "scaler-0");

  private final Chance chance;
  private final Configuration configuration;
  private final int nodes;
  private final Plan plan;

  AmbushActs(Chance chance, Configuration configuration, int nodes, Plan plan) {
    this.chance = chance;
    this.configuration = configuration;
    this.nodes = nodes;
    this.plan = plan;
  }

  void draw(DeploymentRef ref) {
    Trigger trigger = trigger();
    long delay = delay();
    Plan ambush =
        (what, on, action) ->
            plan.add(
                "at " + trigger.words() + " of " + ref.name() + ": " + what,
                on,
                run -> run.ambush(new Ambush(ref, trigger, delay, action)));
    switch (chance.below(10)) {
      case 0, 1, 2 -> evictions(ref, ambush);
      case 3, 4, 5 -> crash(ambush);
      case 6 -> new FaultActs(chance, configuration, ambush).draw();
      case 7 -> new OwnerActs(chance, ambush).draw(ref);
      case 8 -> new NodeActs(chance, ambush).draw(nodes);
      default -> {
        long nanos = chance.between(1, 60) * VirtualTime.SECOND;
        ambush.add("counts fail", "", run -> run.faults().failCounts(nanos));
      }
    }
  }

  private void evictions(DeploymentRef ref, Plan ambush) {
    ClientKind kind = chance.pick(ClientKind.EVICTING);
    if (chance.oneIn(2)) {
      ambush.add("evict all", "by " + kind, run -> run.clients().evictAll(kind, ref));
    } else {
      ambush.add("drain its nodes", "by " + kind, run -> run.clients().drainNodeOf(kind, ref));
    }
  }

  private void crash(Plan ambush) {
    String process = chance.pick(PROCESSES);
    int writes = chance.below(4);
    boolean afterwards = chance.oneIn(3);
    long downFor = chance.between(1, 30) * VirtualTime.SECOND;
    ambush.add(
        "is killed at a write",
        process + ", " + writes + " later",
        run -> run.faults().crashAtWrite(process, writes, afterwards, downFor));
  }

  private Trigger trigger() {
    int drawn = chance.below(Phase.values().length + 1);
    return drawn == Phase.values().length
        ? new Trigger.ScheduleGone()
        : new Trigger.ScheduleIs(Phase.values()[drawn]);
  }

  /** Mostly within a few messages of it. */
  private long delay() {
    return switch (chance.below(4)) {
      case 0 -> 0;
      case 1, 2 -> chance.between(0, VirtualTime.SECOND / 10);
      default -> chance.between(0, 5 * VirtualTime.SECOND);
    };
  }
}
